import { UserError } from "../../errors/user-error";
import { registerPartitions } from "../delivery/register-partitions";
import { waitForDelivery } from "../delivery/wait-for-delivery";
import type { Output } from "../terminal/output";
import { renderTable } from "../terminal/output";
import { readPartitions } from "../delivery/partitions";
import { findDataset, resolveTargets } from "../target/target";
import type { Target } from "../target/target";

/** Options of `lake crawl`. */
export interface CrawlOptions {
  readonly env: string;
  /** @default - all of config/datasets */
  readonly dataset?: string;
  /** Whether to wait first until everything that was published is delivered. @default true */
  readonly wait?: boolean;
}

/** A table after its crawler ran. */
interface CrawledTable {
  readonly dataset: string;
  readonly table: string;
  /** Values of each partition. */
  readonly partitions: Awaited<ReturnType<typeof readPartitions>>;
}

/**
 * `lake crawl`: waits for what was published before, runs the crawler of each dataset and shows the partitions that its table
 * has now.
 */
export async function crawlCommand(output: Output, options: CrawlOptions): Promise<void> {
  const targets = await resolveTargets(options.env, options.dataset);
  // Without any dataset there is no crawler.
  if (targets.length === 0) findDataset();
  const projected = targets.find(
    ({ environment }) => environment.partitions?.type === "projection",
  );
  if (projected !== undefined) {
    throw new UserError(
      `Environment "${projected.environment.name}" has no crawler: its partitions are projected.`,
      "New partitions can be queried at once, without a crawl.",
    );
  }
  const delivered =
    options.wait === false
      ? []
      : await output.step("Wait for Firehose to deliver what was published", (detail) =>
          Promise.all(targets.map((target) => waitForDelivery(target, detail))),
        );
  const names = targets.map((target) => target.names.crawler).join(", ");
  await output.step(`Run ${targets.length > 1 ? "the crawlers" : "crawler"} ${names}`, () =>
    Promise.all(
      targets.map((target, at) => registerPartitions(target, delivered[at]?.folders ?? [], true)),
    ),
  );
  const tables = await Promise.all(targets.map(crawledTable));
  output.result({ tables }, () => tables.map(renderTableOf).join("\n"));
}

async function crawledTable({ clients, names, dataset }: Target): Promise<CrawledTable> {
  const partitions = await readPartitions(clients.glue, names.database, names.table);
  return { dataset: dataset.name, table: `${names.database}.${names.table}`, partitions };
}

function renderTableOf({ table, partitions }: CrawledTable): string {
  return renderTable(
    [`partitions of ${table}`],
    partitions.map((values) => [values.join(" / ")]),
  );
}
