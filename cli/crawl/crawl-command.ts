import { UserError } from "../../errors/user-error";
import { registerPartitions } from "../delivery/register-partitions";
import { waitForDelivery } from "../delivery/wait-for-delivery";
import type { Output } from "../terminal/output";
import { renderTable } from "../terminal/output";
import { readPartitions } from "../delivery/partitions";
import { resolveTarget } from "../target/target";

/** Options of `lake crawl`. */
export interface CrawlOptions {
  readonly env: string;
  /** @default - the first of config/datasets */
  readonly dataset?: string;
  /** Whether to wait first until everything that was published is delivered. @default true */
  readonly wait?: boolean;
}

/**
 * `lake crawl`: waits for what was published before, runs a dataset's crawler and shows the partitions that its table has
 * now.
 */
export async function crawlCommand(output: Output, options: CrawlOptions): Promise<void> {
  const target = await resolveTarget(options.env, options.dataset);
  const { environment, clients, names } = target;
  if (environment.partitions?.type === "projection") {
    throw new UserError(
      `Environment "${environment.name}" has no crawler: its partitions are projected.`,
      "New partitions can be queried at once, without a crawl.",
    );
  }
  const delivered =
    options.wait === false
      ? undefined
      : await output.step("Wait for Firehose to deliver what was published", (detail) =>
          waitForDelivery(target, detail),
        );
  await output.step(`Run crawler ${names.crawler}`, () =>
    registerPartitions(target, delivered?.folders ?? [], true),
  );
  const partitions = await readPartitions(clients.glue, names.database, names.table);
  output.result({ table: `${names.database}.${names.table}`, partitions }, (result) =>
    renderTable(
      [`partitions of ${result.table}`],
      partitions.map((values) => [values.join(" / ")]),
    ),
  );
}
