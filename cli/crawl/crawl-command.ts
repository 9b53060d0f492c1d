import { UserError } from "../../errors/user-error";
import { runCrawler } from "./run-crawler";
import type { Output } from "../terminal/output";
import { renderTable } from "../terminal/output";
import { readPartitions } from "./partitions";
import { resolveTarget } from "../target/target";

/** `lake crawl`: runs a dataset's crawler and shows the partitions that its table has now. */
export async function crawlCommand(
  output: Output,
  options: { readonly env: string; readonly dataset?: string },
): Promise<void> {
  const target = await resolveTarget(options.env, options.dataset);
  const { environment, clients, names, jobTimeoutMs } = target;
  if (environment.partitions?.type === "projection") {
    throw new UserError(
      `Environment "${environment.name}" has no crawler: its partitions are projected.`,
      "New partitions can be queried at once, without a crawl.",
    );
  }
  await output.step(`Run crawler ${names.crawler}`, () =>
    runCrawler(clients.glue, names.crawler, jobTimeoutMs),
  );
  const partitions = await readPartitions(clients.glue, names.database, names.table);
  output.result({ table: `${names.database}.${names.table}`, partitions }, (result) =>
    renderTable(
      [`partitions of ${result.table}`],
      partitions.map((values) => [values.join(" / ")]),
    ),
  );
}
