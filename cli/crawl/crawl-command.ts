import { UserError } from "../../errors/user-error";
import { registerPartitions } from "../delivery/register-partitions";
import { waitForDelivery } from "../delivery/wait-for-delivery";
import { failureDocument } from "../terminal/explain-error";
import type { Detail, Output } from "../terminal/output";
import { renderTable } from "../terminal/layout/render-table";
import { readPartitions } from "../delivery/partitions";
import { requireTargets } from "../target/target";
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
 * has now. A dataset that fails keeps no other from being crawled.
 */
export async function crawlCommand(output: Output, options: CrawlOptions): Promise<void> {
  const all = await requireTargets(options.env, options.dataset);
  const targets = all.filter(({ dataset }) => dataset.storage !== "iceberg");
  if (targets.length === 0) {
    throw new UserError(
      `${all.map(({ dataset }) => dataset.name).join(", ")}: an Iceberg table has no crawler and no partitions to register.`,
      "What was delivered can be queried at once.",
    );
  }
  const projected = targets.find(
    ({ environment }) => environment.partitions?.type === "projection",
  );
  if (projected !== undefined) {
    throw new UserError(
      `Environment "${projected.environment.name}" has no crawler: its partitions are projected.`,
      "New partitions can be queried at once, without a crawl.",
    );
  }
  const isWaiting = options.wait !== false;
  const names = targets.map((target) => target.names.crawler).join(", ");
  const crawlers = `${targets.length > 1 ? "the crawlers" : "crawler"} ${names}`;
  const title = isWaiting ? `Wait for Firehose, and run ${crawlers}` : `Run ${crawlers}`;
  await output.step(title, async (detail) => {
    const detailOf = namedDetails(targets, detail);
    const crawls = await Promise.allSettled(
      targets.map((target) => crawl(target, isWaiting, detailOf(target))),
    );
    throwFailures(crawls);
  });
  const tables = await Promise.all(targets.map(crawledTable));
  output.result({ tables }, () => tables.map(renderTableOf).join("\n"));
}

async function crawl(target: Target, isWaiting: boolean, detail: Detail): Promise<void> {
  const delivered = isWaiting ? await waitForDelivery(target, detail) : undefined;
  detail("the crawler runs");
  await registerPartitions(target, delivered?.folders ?? [], true);
}

/** Joins the details of several datasets, each after its name, since a step shows one. */
function namedDetails(targets: readonly Target[], detail: Detail): (target: Target) => Detail {
  if (targets.length === 1) return () => detail;
  const newest = new Map<string, string>();
  return ({ dataset }) =>
    (text) => {
      newest.set(dataset.name, `${dataset.name}: ${text}`);
      detail([...newest.values()].join("; "));
    };
}

function throwFailures(outcomes: readonly PromiseSettledResult<void>[]): void {
  const reasons = outcomes.flatMap((each) =>
    each.status === "rejected" ? [each.reason as unknown] : [],
  );
  if (reasons.length === 0) return;
  if (reasons.length === 1) throw reasons[0];
  const errors = reasons.map((reason) => failureDocument(reason).error);
  const advice = new Set(errors.flatMap((error) => error.advice.split("\n")));
  throw new UserError(
    errors.flatMap(({ message }) => message.split("\n")),
    [...advice],
  );
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
