import type { DuckDBConnection } from "@duckdb/node-api";
import { runQuery } from "../../../cli/query/athena-query";
import type { AwsClients } from "../../../local/aws-clients";
import { readRows } from "../../../local/duckdb/run-sql";
import { identifier, join, literal, SQL, type Sql } from "../../../local/duckdb/sql";
import { benchmarkResult } from "../../harness/benchmark-result";
import type { BenchmarkResult } from "../../harness/benchmark-result";
import { measureHostileQueries } from "./hostile-queries";
import { median } from "../../harness/median";
import { withQueryBench } from "../../harness/query-bench";
import { QUERIED_HOUR, fillLake, NAME, PARTITIONS, ROWS } from "./query-lake";

/** Rounds that warm up the endpoint's code and caches. */
const WARM_UP_ROUNDS = 10;

/** What differs between the SQL of the two engines. */
interface Dialect {
  readonly from: Sql;
  readonly percentile: Sql;
}

/** An operator's report on one hour, by kind and region: volume, sources, duplicates, failures and durations. */
const report = ({ from, percentile }: Dialect) => SQL`
  SELECT count(*) AS events, kind, region, count(DISTINCT event_id) AS ids,
    count(DISTINCT source) AS sources, count(DISTINCT path) AS paths,
    sum(CASE WHEN status >= 500 THEN 1 ELSE 0 END) AS failed, avg(duration) AS average,
    ${percentile}(duration, 0.95) AS slow, max(duration) AS slowest,
    min(occurred) AS first, max(occurred) AS last
  FROM ${from}
  GROUP BY kind, region ORDER BY kind, region`;

const count = ({ from }: Dialect) => SQL`SELECT count(*) AS events FROM ${from}`;

/** Measures queries of one hour through the endpoint against DuckDB alone on that hour's file. */
export function measureQuery(rounds: number): Promise<BenchmarkResult[]> {
  return withQueryBench(NAME, async ({ clients, endpointUrl, connection, folder }) => {
    const { file, bytes } = await fillLake(clients, connection, folder);
    const engines = { clients, connection, file };
    const started = performance.now();
    await runQuery(clients.athena, { sql: "SELECT 1", workGroup: NAME, database: NAME });
    const firstQuery = performance.now() - started;
    const first = await runBoth(report, engines);
    const reports = await runWarm(report, engines, rounds);
    const counts = await runWarm(count, engines, rounds);
    const alone = (measured: number) => ({ name: "DuckDB alone on that hour's file", measured });
    const unit = "ms";
    return [
      benchmarkResult({
        name: `report on the busiest of ${PARTITIONS} hours, ${ROWS.toLocaleString("en-US")} rows in total, through the endpoint`,
        measured: reports.endpoint,
        unit,
        baseline: alone(reports.alone),
        limit: { atMost: 1.3 },
      }),
      benchmarkResult({
        name: "bytes that the report scans",
        measured: first.scannedBytes,
        unit: "bytes",
        baseline: { name: "size of that hour's file", measured: bytes },
        limit: { atMost: 1 },
      }),
      benchmarkResult({
        name: "the same report with empty caches",
        measured: first.endpoint,
        unit,
        baseline: alone(reports.alone),
      }),
      benchmarkResult({
        name: "overhead of every query: count(*) of that hour",
        measured: counts.endpoint,
        unit,
        baseline: alone(counts.alone),
      }),
      benchmarkResult({
        name: "first query of a new embedded AWS, SELECT 1",
        measured: firstQuery,
        unit,
        baseline: { name: "count(*) of that hour, warm", measured: counts.endpoint },
      }),
      ...(await measureHostileQueries(clients, endpointUrl)),
    ];
  });
}

interface Engines {
  readonly clients: AwsClients;
  readonly connection: DuckDBConnection;
  /** Parquet file of the queried hour. */
  readonly file: string;
}

/** Runs a query on both engines alternately, and returns the median milliseconds after the warm-up. */
async function runWarm(query: (dialect: Dialect) => Sql, engines: Engines, rounds: number) {
  const timings = [];
  for (let round = 0; round < WARM_UP_ROUNDS + rounds; round += 1) {
    timings.push(await runBoth(query, engines));
  }
  const counted = timings.slice(WARM_UP_ROUNDS);
  return {
    endpoint: median(counted.map(({ endpoint }) => endpoint)),
    alone: median(counted.map(({ alone }) => alone)),
  };
}

/** Runs a query on both engines, and returns the milliseconds that each took. */
async function runBoth(query: (dialect: Dialect) => Sql, { clients, connection, file }: Engines) {
  const hour = Object.entries(QUERIED_HOUR).map(
    ([key, value]) => SQL`${identifier(key)} = ${literal(value)}`,
  );
  const from = SQL`(SELECT * FROM ${identifier(NAME)} WHERE ${join(hour, SQL` AND `)})`;
  const started = performance.now();
  const { dataScannedBytes: scannedBytes, rows } = await runQuery(clients.athena, {
    sql: query({ from, percentile: SQL`approx_percentile` }).text,
    workGroup: NAME,
    database: NAME,
  });
  const endpointDone = performance.now();
  const alone = SQL`read_parquet(${literal(file)})`;
  const expected = await readRows(
    connection,
    query({ from: alone, percentile: SQL`approx_quantile` }),
  );
  const aloneDone = performance.now();
  // The first column of both queries is the number of events.
  if (
    expected.currentRowCount !== rows.length ||
    String(expected.getRows()[0]?.[0]) !== rows[0]?.[0]
  ) {
    throw new Error("The endpoint and DuckDB return different results.");
  }
  return { endpoint: endpointDone - started, alone: aloneDone - endpointDone, scannedBytes };
}
