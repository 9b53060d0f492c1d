/**
 * @jest-environment <rootDir>/__tests__/support/trino/optional-trino-environment.ts
 * @trino-server own
 */
import {
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { CreateDatabaseCommand, CreateTableCommand } from "@aws-sdk/client-glue";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { TrinoStatus } from "../../../../../local/athena/trino/server/engine-settings";
import { readSqlEngine } from "../../../../../local/lifecycle/sql-engine-state";
import { processStatus, identifyProcess } from "../../../../../local/processes/process-identity";
import { findProcesses } from "../../../../../local/processes/process-identity";
import { RunningEmulator } from "../../../../support/emulator/running-emulator";
import { foundTrino } from "../../../../support/trino/found-trino";

const MINUTE = 60_000;
const PLANTED = "planted-secret-of-the-user";

/** One server for all tests: it takes half a minute to start. */
describe("the server of the engine trino", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "trino-server-"));
  const logFile = path.join(folder, "trino.log");
  let emulator: RunningEmulator | undefined;
  let server: TrinoStatus;

  beforeAll(async () => {
    const source = foundTrino();
    if (source === undefined) return;
    process.env["FOO_TOKEN"] = PLANTED;
    process.env["JAVA_TOOL_OPTIONS"] = `-Dplanted=${PLANTED}`;
    emulator = await RunningEmulator.start(false, {
      trino: { source, memoryMiB: 1024, logFile },
    });
    server = await untilReady(emulator.endpointUrl);
  }, 6 * MINUTE);

  afterAll(async () => {
    delete process.env["FOO_TOKEN"];
    delete process.env["JAVA_TOOL_OPTIONS"];
    await emulator?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, MINUTE);

  it(
    "answers queries over the tables of the embedded AWS, whatever the case of the catalog",
    async () => {
      assertStarted(emulator);
      await deployTable(emulator);
      const sql = 'SELECT count(*), sum(n) FROM "AwsDataCatalog".d.t';
      expect(await answer(emulator, sql)).toEqual(["3", "6"]);
    },
    2 * MINUTE,
  );

  it("answers nothing to a program or web page without the secret", async () => {
    assertStarted(emulator);
    const spoofs: Record<string, string>[] = [
      {},
      { "X-Forwarded-Proto": "https" },
      { "X-Forwarded-Proto": "https", Authorization: "Basic YXRoZW5hOg==" },
      { "X-Forwarded-Proto": "https", Authorization: `Bearer ${unsignedToken()}` },
      { Origin: "https://evil.example", Host: "evil.example" },
      { "X-Forwarded-Proto": "https", Host: "localhost.evil.example" },
      { "X-Trino-Internal-Bearer": unsignedToken() },
    ];
    const paths = ["/v1/statement", "/v1/query", "/v1/node", "/v1/jmx", "/v1/task", "/v1/thread"];
    for (const headers of spoofs) {
      for (const target of paths) {
        const { status, allowOrigin } = await send(server, target, headers);
        expect([target, headers, [401, 403].includes(status)]).toEqual([target, headers, true]);
        expect(allowOrigin).toBeUndefined();
      }
    }
    const forms = await send(server, "/v1/statement", { "Content-Type": "text/plain" });
    expect(forms.body).not.toContain("nextUri");
  });

  it("has no web page, and tells a stranger no more than its version and state", async () => {
    assertStarted(emulator);
    const page = await fetch(`${server.url}/ui/`);
    expect(page.url).toMatch(/disabled/);
    const info: unknown = await (await fetch(`${server.url}/v1/info`)).json();
    expect(Object.keys(info as object).sort()).toEqual(
      ["coordinator", "environment", "nodeVersion", "starting", "uptime"].sort(),
    );
  });

  it("reads no file of the machine", async () => {
    assertStarted(emulator);
    for (const location of ["file:///etc/", "local:///etc/"]) {
      const sql = `CREATE TABLE d.files WITH (external_location = '${location}') AS SELECT 1 AS a`;
      await expect(answer(emulator, sql)).rejects.toThrow();
    }
  });

  it("has none of the user's variables, no secret in its arguments, and no settings on the disk", () => {
    assertStarted(emulator);
    if (!existsSync("/proc/self/environ")) return;
    const environment = readFileSync(`/proc/${server.pid}/environ`, "utf8");
    expect(environment).not.toContain(PLANTED);
    const arguments_ = readFileSync(`/proc/${server.pid}/cmdline`, "utf8");
    const config = /-Dconfig=([^\0]+)/.exec(arguments_)?.[1] ?? "";
    expect(config).toMatch(/config\.properties$/);
    expect(existsSync(config)).toBe(false);
    expect(readFileSync(logFile, "utf8")).not.toMatch(/shared-secret +\S+ +[0-9a-f]{64}/);
  });

  it(
    "ends with the embedded AWS, with every process of its group",
    async () => {
      assertStarted(emulator);
      const identity = identifyProcess(server.pid ?? 0);
      expect(identity).toBeInstanceOf(Object);
      await emulator.stop();
      emulator = undefined;
      await untilTrue(() => typeof identity !== "object" || processStatus(identity) === "gone");
      await untilTrue(() => findProcesses(new RegExp(`-Dconfig=.*${server.pid}`)).length === 0);
    },
    MINUTE,
  );
});

function assertStarted(emulator: RunningEmulator | undefined): asserts emulator is RunningEmulator {
  if (emulator === undefined) throw new Error("there is no embedded AWS");
}

async function untilReady(endpointUrl: string): Promise<TrinoStatus> {
  for (;;) {
    const status = await readSqlEngine(endpointUrl);
    if (status?.engine !== "trino" || status.state === "failed") {
      throw new Error(JSON.stringify(status));
    }
    if (status.state === "ready") return status;
    await sleep(250);
  }
}

async function untilTrue(condition: () => boolean): Promise<void> {
  for (let attempt = 0; !condition(); attempt += 1) {
    if (attempt > 300) throw new Error("It did not end.");
    await sleep(100);
  }
}

/** A token of the user `athena` that nobody signed. */
function unsignedToken(): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${encode({ alg: "none" })}.${encode({ sub: "athena" })}.`;
}

/** `fetch` can't set Host and Origin. */
function send(
  { url = "" }: TrinoStatus,
  target: string,
  headers: Record<string, string>,
): Promise<{ status: number; body: string; allowOrigin: string | undefined }> {
  const method = target === "/v1/statement" ? "POST" : "GET";
  return new Promise((resolve, reject) => {
    const call = request(
      new URL(target, url),
      { method, headers: { "X-Trino-User": "athena", ...headers } },
      (response) => {
        let body = "";
        response.on("data", (chunk: Buffer) => (body += chunk.toString()));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            body,
            allowOrigin: response.headers["access-control-allow-origin"],
          }),
        );
      },
    );
    call.on("error", reject);
    call.end(method === "POST" ? "SELECT 1" : undefined);
  });
}

async function deployTable({ clients }: RunningEmulator): Promise<void> {
  await clients.s3.send(new CreateBucketCommand({ Bucket: "trino-data" }));
  await clients.s3.send(
    new PutObjectCommand({
      Bucket: "trino-data",
      Key: "t/a.json",
      Body: '{"n":1}\n{"n":2}\n{"n":3}\n',
    }),
  );
  await clients.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "d" } }));
  await clients.glue.send(
    new CreateTableCommand({
      DatabaseName: "d",
      TableInput: {
        Name: "t",
        TableType: "EXTERNAL_TABLE",
        Parameters: { EXTERNAL: "TRUE" },
        StorageDescriptor: {
          Location: "s3://trino-data/t/",
          Columns: [{ Name: "n", Type: "bigint" }],
          InputFormat: "org.apache.hadoop.mapred.TextInputFormat",
          OutputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
          SerdeInfo: { SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
        },
      },
    }),
  );
}

/** The first row of a query's result. */
async function answer({ clients }: RunningEmulator, sql: string): Promise<(string | undefined)[]> {
  const { QueryExecutionId } = await clients.athena.send(
    new StartQueryExecutionCommand({
      QueryString: sql,
      ResultConfiguration: { OutputLocation: "s3://trino-data/results/" },
    }),
  );
  for (;;) {
    const { QueryExecution } = await clients.athena.send(
      new GetQueryExecutionCommand({ QueryExecutionId }),
    );
    const { State, StateChangeReason } = QueryExecution?.Status ?? {};
    if (State === "SUCCEEDED") break;
    if (State === "FAILED" || State === "CANCELLED") throw new Error(StateChangeReason);
    await sleep(100);
  }
  const { ResultSet } = await clients.athena.send(new GetQueryResultsCommand({ QueryExecutionId }));
  return (ResultSet?.Rows?.[1]?.Data ?? []).map(({ VarCharValue }) => VarCharValue);
}
