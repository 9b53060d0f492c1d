import { DuckDBInstance } from "@duckdb/node-api";
import type { DuckDBConnection } from "@duckdb/node-api";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runQuery } from "../../cli/query/athena-query";
import { AwsClients } from "../../local/aws-clients";
import { readRows } from "../../local/duckdb/run-sql";
import { identifier, join, literal, SQL, type Sql } from "../../local/duckdb/sql";
import { startEmulator } from "../../local/runtime/emulator-process";
import { stopEmulator } from "../../local/runtime/stop-emulator";
import { freePort } from "../../local/runtime/free-port";
import { lakeHome } from "../../local/runtime/lake-home";
import { figure } from "../harness/benchmark-result";
import type { Figure } from "../harness/benchmark-result";
import { measureHostileQueries } from "./hostile-queries";
import { median } from "../harness/median";
import { ASKED, fillLake, NAME, PARTITIONS, ROWS } from "./query-lake";

/** Rounds that make the endpoint's code hot, as it is when people work with it. */
const WARM_UP = 10;

/** How the two engines call what else is the same SQL. */
interface Dialect {
  readonly from: Sql;
  readonly percentile: Sql;
}

/** What an operator asks of an hour: by kind and region, how much came, of whom, whether twice, and how it went. */
const report = ({ from, percentile }: Dialect) => SQL`
  SELECT count(*) AS events, kind, region, count(DISTINCT event_id) AS ids,
    count(DISTINCT source) AS sources, count(DISTINCT path) AS paths,
    sum(CASE WHEN status >= 500 THEN 1 ELSE 0 END) AS failed, avg(duration) AS average,
    ${percentile}(duration, 0.95) AS slow, max(duration) AS slowest,
    min(occurred) AS first, max(occurred) AS last
  FROM ${from}
  GROUP BY kind, region ORDER BY kind, region`;

const count = ({ from }: Dialect) => SQL`SELECT count(*) AS events FROM ${from}`;

/** A query of one hour out of many through the endpoint, beside DuckDB alone on that hour's file. */
export async function measureQuery(rounds: number): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-query-"));
  const home = lakeHome({ LAKE_HOME: path.join(folder, "lake") });
  const { endpointUrl } = await startEmulator(home, { port: await freePort(), enforceIam: false });
  const credentials = { accessKeyId: NAME, secretAccessKey: NAME };
  const clients = new AwsClients({ region: "us-east-1", endpointUrl, credentials });
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    const { file, bytes } = await fillLake(clients, connection, folder);
    const peers = { clients, connection, file };
    const begun = performance.now();
    await runQuery(clients.athena, { sql: "SELECT 1", workGroup: NAME, database: NAME });
    const firstQuery = performance.now() - begun;
    const first = await ask(report, peers);
    const reports = await askAgain(report, peers, rounds);
    const counts = await askAgain(count, peers, rounds);
    const against = "DuckDB alone on that hour's file";
    const unit = "ms";
    return [
      figure({
        what: `report on the busiest hour of ${PARTITIONS}, ${ROWS.toLocaleString("en-US")} rows in all, through the endpoint`,
        against,
        measured: reports.endpoint,
        peer: reports.alone,
        unit,
        bound: { atMost: 1.3 },
      }),
      figure({
        what: "bytes that the report reads",
        against: "that hour's file",
        measured: first.scannedBytes,
        peer: bytes,
        unit: "bytes",
        bound: { atMost: 1 },
      }),
      figure({
        what: "the same report when nothing of the hour was read before",
        against,
        measured: first.endpoint,
        peer: reports.alone,
        unit,
      }),
      figure({
        what: "what every query takes: a count of that hour",
        against,
        measured: counts.endpoint,
        peer: counts.alone,
        unit,
      }),
      figure({
        what: "the first query of an embedded AWS, SELECT 1",
        against: "every other count",
        measured: firstQuery,
        peer: counts.endpoint,
        unit,
      }),
      ...(await measureHostileQueries(clients, endpointUrl)),
    ];
  } finally {
    connection.closeSync();
    instance.closeSync();
    clients.destroy();
    await stopEmulator(home);
    rmSync(folder, { recursive: true });
  }
}

interface Peers {
  readonly clients: AwsClients;
  readonly connection: DuckDBConnection;
  /** The asked hour's. */
  readonly file: string;
}

/** The median milliseconds of both when they are asked in turns, after the warm-up. */
async function askAgain(question: (dialect: Dialect) => Sql, peers: Peers, rounds: number) {
  const answers = [];
  for (let round = 0; round < WARM_UP + rounds; round += 1) {
    answers.push(await ask(question, peers));
  }
  const counted = answers.slice(WARM_UP);
  return {
    endpoint: median(counted.map(({ endpoint }) => endpoint)),
    alone: median(counted.map(({ alone }) => alone)),
  };
}

/** Asks both, and gives the milliseconds that each took. */
async function ask(question: (dialect: Dialect) => Sql, { clients, connection, file }: Peers) {
  const hour = Object.entries(ASKED).map(
    ([key, value]) => SQL`${identifier(key)} = ${literal(value)}`,
  );
  const from = SQL`(SELECT * FROM ${identifier(NAME)} WHERE ${join(hour, SQL` AND `)})`;
  const asked = performance.now();
  const { dataScannedBytes: scannedBytes, rows } = await runQuery(clients.athena, {
    sql: question({ from, percentile: SQL`approx_percentile` }).text,
    workGroup: NAME,
    database: NAME,
  });
  const answered = performance.now();
  const alone = SQL`read_parquet(${literal(file)})`;
  const peer = await readRows(
    connection,
    question({ from: alone, percentile: SQL`approx_quantile` }),
  );
  const ended = performance.now();
  // The first value of both questions counts events.
  if (peer.currentRowCount !== rows.length || String(peer.getRows()[0]?.[0]) !== rows[0]?.[0]) {
    throw new Error("The endpoint and DuckDB answer differently.");
  }
  return { endpoint: answered - asked, alone: ended - answered, scannedBytes };
}
