import { datasets } from "../../config/datasets";
import { whileLocked } from "../../local/home/home-lock";
import { lakeHome } from "../../local/home/lake-home";
import { stopEmulator } from "../../local/lifecycle/stop-emulator";
import { runQuery } from "../query/athena-query";
import type { QueryResult } from "../query/athena-query";
import { runCrawler } from "../delivery/run-crawler";
import { readDeliveries, waitForDelivery } from "./deliveries";
import type { Deliveries } from "./deliveries";
import type { DemoDataset, PublishedEvents, DemoQuery } from "./demo-dataset";
import { chooseDemos } from "./choose-demos";
import { ensureDeployed } from "../emulator/deployment";
import { deleteLake } from "../emulator/lake/delete-lake";
import { onInterrupt } from "../terminal/interruption";
import { listKeys } from "../target/lake-contents";
import type { ErrorRecord } from "../target/lake-contents";
import type { Output } from "../terminal/output";
import { renderTable } from "../terminal/layout/render-table";
import { LOCAL } from "../target/local-emulator";
import { resolveTarget } from "../target/target";
import type { Target } from "../target/target";
import { renderQueryResult } from "../query/formats/result-text";

/** Options of `lake demo`. */
export interface DemoOptions extends PublishedEvents {
  readonly port?: number;
  /** Leave the embedded AWS running. */
  readonly keep: boolean;
}

/** What `lake demo` prints with `--json`. */
export interface DemoReport {
  readonly datasets: readonly DatasetReport[];
  readonly answers: readonly AnsweredQuery[];
}

interface DatasetReport {
  readonly dataset: string;
  readonly published: number;
  readonly delivered: number;
  readonly failed: number;
  readonly backedUp: number;
  readonly failures: readonly ErrorRecord[];
  /** Addresses of the Parquet objects. */
  readonly objects: readonly string[];
}

interface AnsweredQuery extends DemoQuery, QueryResult {
  readonly dataset: string;
}

/** A dataset on its way through the pipeline. */
interface Part extends DemoDataset {
  readonly target: Target;
}

/** `lake demo`: runs the whole pipeline once, from an empty machine to query results. */
export async function demoCommand(output: Output, options: DemoOptions): Promise<void> {
  const startedAt = Date.now();
  const { demos, missing } = chooseDemos(datasets);
  for (const name of missing) {
    output.note(`config/datasets has no ${name}: the demo leaves it and its events out.`);
  }
  const { started, isNew } = await ensureDeployed(output, { port: options.port }, "lake demo");
  const cleanUp = async () => {
    if (!started || options.keep) return;
    const home = lakeHome();
    await whileLocked(home, "lake demo", async () => {
      await stopEmulator(home);
      // Whoever has a lake of their own keeps it.
      if (isNew) deleteLake(home);
    });
  };
  const forget = onInterrupt(cleanUp);
  try {
    const report = await runPipelines(output, options, demos);
    output.result(report, (document) => renderReport(document, output.columns));
  } finally {
    await cleanUp();
    forget();
  }
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  output.note(closingNote(seconds, started && !options.keep));
}

/** How long the demo took, and what became of the embedded AWS; no line is wider than 80 columns. */
export function closingNote(seconds: number, isStopped: boolean): string {
  return `Done in ${seconds} s. ${
    isStopped
      ? "The embedded AWS is stopped.\nWith --keep it stays; `npx lake up` starts one that keeps running."
      : "The embedded AWS is still running; `npx lake down` stops it."
  }`;
}

async function runPipelines(
  output: Output,
  options: DemoOptions,
  demos: readonly DemoDataset[],
): Promise<DemoReport> {
  const parts = await Promise.all(
    demos.map(async (demo) => ({
      ...demo,
      target: await resolveTarget(LOCAL, demo.dataset),
    })),
  );
  const before = await Promise.all(parts.map(({ target }) => readDeliveries(target)));
  const published = await output.step("Publish events into the streams", (detail) =>
    Promise.all(parts.map(({ publish, target }) => publish(target, options, detail))),
  );
  const delivered = await output.step("Wait for Firehose to deliver them", (detail) =>
    Promise.all(
      parts.map(({ target }, index) =>
        // The arrays are in the order of the parts.
        waitForDelivery(target, before[index] as Deliveries, published[index] ?? 0, detail),
      ),
    ),
  );
  await output.step("Run the crawlers", () =>
    Promise.all(
      parts.map(({ target }) =>
        runCrawler(target.clients.glue, target.names.crawler, target.jobTimeoutMs),
      ),
    ),
  );
  const answers = await output.step("Query with Athena", () => Promise.all(parts.map(ask)));
  const datasets = parts.map(({ target }, index) =>
    reportOf(target, published[index] ?? 0, delivered[index] as Deliveries),
  );
  return { datasets: await Promise.all(datasets), answers };
}

async function ask({ dataset, query, target }: Part): Promise<AnsweredQuery> {
  const { clients, names } = target;
  const result = await runQuery(clients.athena, {
    sql: query.sql,
    workGroup: names.workGroup,
    database: names.database,
    timeoutMs: target.jobTimeoutMs,
  });
  return { dataset, ...query, ...result };
}

async function reportOf(
  { dataset, clients, names }: Target,
  published: number,
  { rows, failed, backedUp }: Deliveries,
): Promise<DatasetReport> {
  const data = { bucket: names.lakeBucket, prefix: names.dataPrefix };
  const keys = await listKeys(clients.s3, data);
  return {
    dataset: dataset.name,
    published,
    delivered: rows,
    failed: failed.length,
    backedUp,
    failures: failed,
    objects: keys.map((key) => `s3://${data.bucket}/${key}`),
  };
}

/**
 * The report for people.
 *
 * @param columns characters of a line of the terminal @default - any number
 */
export function renderReport({ datasets, answers }: DemoReport, columns?: number): string {
  const failures = datasets.flatMap((each) => each.failures);
  return [
    ...answers.flatMap((answer) => [
      "",
      `${answer.title}:`,
      indented(answer.sql),
      renderQueryResult(answer, undefined, columns),
    ]),
    ...failures.flatMap(({ key, code, reason, record }) => [
      `Failed record in ${key}:`,
      indented(`${code}: ${reason}`),
      indented(record),
    ]),
    "",
    renderTable(
      ["dataset", "published", "delivered as Parquet", "failed", "backed up"],
      datasets.map((each) => [
        each.dataset,
        each.published,
        each.delivered,
        each.failed,
        each.backedUp,
      ]),
    ),
  ].join("\n");
}

function indented(text: string): string {
  return text.replace(/^/gm, "  ");
}
