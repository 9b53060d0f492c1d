import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { SampleEvent } from "../../config/datasets/sample-events";
import { stopEmulator } from "../../local/runtime/emulator-process";
import { lakeHome, projectFolder } from "../../local/runtime/lake-home";
import { UserError } from "../../local/user-error";
import { runQuery } from "../athena-query";
import type { QueryResult } from "../athena-query";
import { runCrawler } from "../crawl";
import { bringUp } from "../deployment";
import { readEvents } from "../events-file";
import { onInterrupt } from "../interruption";
import { countLines, countParquetRows, listKeys, readFailedRecords } from "../lake-contents";
import type { FailedRecord } from "../lake-contents";
import type { Detail, Output } from "../output";
import { renderTable } from "../output";
import { publishEvents, publishGenerated } from "../publish";
import { LOCAL, resolveTarget } from "../target";
import type { Target } from "../target";
import { renderQueryResult } from "./query";

/** Firehose delivers after its buffering interval; this is many times the five seconds of `local`. */
const DELIVERY_TIMEOUT_MS = 90_000;
const POLL_MS = 500;

/** Options of `lake demo`. */
export interface DemoOptions {
  readonly port?: number;
  /** Events to generate beside the article's sample event. */
  readonly count: number;
  /** Publish one event more, whose timestamp can't be converted. */
  readonly badEvent: boolean;
  /** Leave the embedded AWS running. */
  readonly keep: boolean;
}

/** What reached the lake; all counts are read from the buckets. */
interface Delivered {
  readonly raw: number;
  readonly rows: number;
  readonly failed: readonly FailedRecord[];
}

/** `lake demo`: the whole pipeline once, from an empty machine to the answer of a query. */
export async function demoCommand(output: Output, options: DemoOptions): Promise<void> {
  const startedAt = Date.now();
  const { started } = await bringUp(output, { port: options.port });
  const cleanUp = async () => {
    if (started && !options.keep) await stopEmulator(lakeHome());
  };
  const forget = onInterrupt(cleanUp);
  try {
    const report = await runPipeline(output, await resolveTarget(LOCAL), options);
    output.result(report, renderReport);
  } finally {
    await cleanUp();
    forget();
  }
  output.note(
    `Done in ${Math.round((Date.now() - startedAt) / 1000)} s. ${
      started && !options.keep
        ? "The embedded AWS is stopped again; `npx lake up` starts one that stays."
        : "The embedded AWS runs on; `npx lake down` stops it."
    }`,
  );
}

async function runPipeline(output: Output, target: Target, options: DemoOptions) {
  const { clients, names } = target;
  const before = await readDelivered(target);
  const published = await output.step("Publish events into the stream", (detail) =>
    publishAll(target, options, detail),
  );
  const delivered = await output.step("Wait for Firehose to deliver them", (detail) =>
    untilDelivered(target, before, published, detail),
  );
  await output.step("Run the crawler", () => runCrawler(clients.glue, names.crawler));
  const { perHour, sample } = await output.step("Query with Athena", async () => ({
    perHour: await ask(target, countsByHour(names.table)),
    sample: await ask(target, sampleEvent(names.table)),
  }));
  const objects = await listKeys(clients.s3, {
    bucket: names.lakeBucket,
    prefix: names.dataFolder,
  });
  return {
    published,
    delivered: delivered.rows - before.rows,
    failed: delivered.failed.length - before.failed.length,
    backedUp: delivered.raw - before.raw,
    failures: delivered.failed.slice(before.failed.length),
    objects: objects.map((key) => `s3://${names.lakeBucket}/${key}`),
    perHour,
    sample,
  };
}

async function publishAll(target: Target, options: DemoOptions, detail: Detail): Promise<number> {
  const { lambda } = target.clients;
  const { publisherFunction } = target.names;
  const sample = await readEvents(path.join(projectFolder, "examples", "sample-event.json"));
  const bad = options.badEvent ? [withBadTimestamp(sample[0] as SampleEvent)] : []; // the project's own sample
  const own = await publishEvents(lambda, publisherFunction, [...sample, ...bad], detail);
  const generated = await publishGenerated(lambda, publisherFunction, options.count, detail);
  return own.published + generated.published;
}

function withBadTimestamp(event: SampleEvent): SampleEvent {
  return { ...event, metadata: { ...event.metadata, sourceTimestamp: "yesterday" } };
}

async function readDelivered({ clients, names }: Target): Promise<Delivered> {
  const lake = names.lakeBucket;
  return {
    raw: await countLines(clients.s3, { bucket: names.rawBucket, prefix: names.rawFolder }),
    rows: await countParquetRows(clients.s3, { bucket: lake, prefix: names.dataFolder }),
    failed: await readFailedRecords(clients.s3, { bucket: lake, prefix: names.errorFolder }),
  };
}

async function untilDelivered(
  target: Target,
  before: Delivered,
  published: number,
  detail: Detail,
): Promise<Delivered> {
  const deadline = Date.now() + DELIVERY_TIMEOUT_MS;
  for (;;) {
    const now = await readDelivered(target);
    const rows = now.rows - before.rows;
    const failed = now.failed.length - before.failed.length;
    const raw = now.raw - before.raw;
    if (rows + failed >= published && raw >= published) return now;
    detail(`${rows} of ${published} as Parquet, ${failed} failed, ${raw} backed up`);
    if (Date.now() > deadline) {
      throw new UserError(
        `Of ${published} events only ${rows} reached the lake, ${failed} the error folder and ${raw} the backup.`,
        `Read ${lakeHome().logFile}.`,
      );
    }
    await sleep(POLL_MS);
  }
}

function ask({ clients, names }: Target, sql: string): Promise<QueryResult> {
  return runQuery(clients.athena, { sql, workGroup: names.workGroup, database: names.database });
}

function countsByHour(table: string): string {
  return `SELECT year, month, day, hour, metadata.eventtype AS event_type, count(*) AS events
FROM ${table}
GROUP BY year, month, day, hour, metadata.eventtype
ORDER BY 1, 2, 3, 4, 5`;
}

function sampleEvent(table: string): string {
  return `SELECT event.staffname, event.staffid, event.status, metadata.appname, metadata.sourcetimestamp
FROM ${table}
WHERE event.staffid = 4 AND metadata.sourcetimestamp < timestamp '2021-01-01 00:00:00'
LIMIT 5`;
}

function renderReport(report: Awaited<ReturnType<typeof runPipeline>>): string {
  const failures = report.failures.flatMap(({ key, code, reason, record }) => [
    `Failed record in ${key}:`,
    `  ${code}: ${reason}`,
    `  ${record}`,
  ]);
  return [
    "",
    "Events per hour and type:",
    renderQueryResult(report.perHour),
    "",
    "The article's sample event:",
    renderQueryResult(report.sample),
    "",
    `Objects in the lake:\n${report.objects.map((object) => `  ${object}`).join("\n")}`,
    ...failures,
    "",
    renderTable(
      ["published", "delivered as Parquet", "failed", "backed up as JSON"],
      [[report.published, report.delivered, report.failed, report.backedUp]],
    ),
  ].join("\n");
}
