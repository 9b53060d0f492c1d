import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { QueryJob } from "../../../../local/athena/execution/query-runner";
import { decodeView } from "../../../../local/athena/engine/catalog-view";
import { PreparedStatements } from "../../../../local/athena/prepared-statements";
import { TrinoRunner } from "../../../../local/athena/trino/trino-runner";
import {
  FakeTrino,
  type TrinoRequest,
  type TrinoResponse,
} from "../../../support/athena/fake-trino";
import { FakeAws } from "../../../support/fake-aws/fake-aws";
import { until } from "../../../support/until";
import { inProcessRunner } from "../in-process-runner";
import { executionSettings } from "../../../support/athena/execution-settings";

function type(rawType: string, args: readonly object[] = []): object {
  return { rawType, arguments: args };
}

const BIGINT = type("bigint");
const ARRAY = type("array", [{ kind: "TYPE", value: type("varbinary") }]);
const ROW = type("row", [
  { kind: "NAMED_TYPE", value: { fieldName: { name: "a" }, typeSignature: type("double") } },
  { kind: "NAMED_TYPE", value: { typeSignature: ARRAY } },
]);

function column(name: string, typeSignature: object): object {
  return { name, type: "", typeSignature };
}

function json(page: object): TrinoResponse {
  return { json: JSON.stringify({ stats: { state: "FINISHED" }, ...page }) };
}

function errorPage(errorName: string, message: string, errorType = "USER_ERROR"): TrinoResponse {
  return json({ error: { errorName, errorType, message } });
}

describe("queries on Trino", () => {
  const folder = mkdtempSync(join(tmpdir(), "trino-runner-"));
  const aws = new FakeAws();
  let answer: (request: TrinoRequest) => TrinoResponse | Promise<TrinoResponse>;
  const trino = new FakeTrino((request) => answer(request));
  let runner: TrinoRunner;
  let enforcing: TrinoRunner;
  let planned: number[] = [];

  beforeAll(async () => {
    const connection = {
      endpoint: { url: await trino.start(), headers: { "X-Trino-User": "athena" } },
      catalogs: { hive: "awsdatacatalog", iceberg: "ice" },
    };
    const props = {
      connect: () => Promise.resolve(connection),
      connected: () => connection,
      gateway: inProcessRunner(folder, () => aws.clients)(folder),
      clients: () => aws.clients,
      resultFolder: folder,
      prepared: new PreparedStatements(),
    };
    runner = new TrinoRunner(props);
    enforcing = new TrinoRunner({ ...props, enforcesIam: true });
  });

  beforeEach(() => {
    planned = [];
    trino.requests.length = 0;
    answer = () => json({});
  });

  afterAll(async () => {
    await runner.stop();
    await trino.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  let count = 0;

  function jobOf(text: string, more: Partial<QueryJob> = {}, scanLimit?: number): QueryJob {
    count += 1;
    return {
      id: `job-${count}`,
      region: "eu-west-1",
      caller: "ann",
      text,
      parameters: [],
      database: "db",
      submitted: new Date(),
      outputLocation: "s3://results/out",
      settings: executionSettings({ scanLimit }),
      ...more,
    };
  }

  function run(job: QueryJob, signal = new AbortController().signal) {
    return runner.run(job, (bytes) => planned.push(bytes), signal);
  }

  it("are asked again while no node has announced itself", async () => {
    let asked = 0;
    answer = ({ method }) => {
      if (method === "POST") asked += 1;
      return asked < 3
        ? errorPage("NO_NODES_AVAILABLE", "No nodes available to run query", "INTERNAL_ERROR")
        : json({ columns: [column("n", BIGINT)], data: [[1]] });
    };
    expect(await run(jobOf("SELECT 1"))).toMatchObject({ state: "SUCCEEDED", resultRows: 1 });
    expect(asked).toBe(3);
    asked = 0;
    answer = ({ method }) => {
      if (method === "POST") asked += 1;
      return errorPage("GENERIC_INTERNAL_ERROR", "other");
    };
    expect(await run(jobOf("SELECT 1"))).toMatchObject({ state: "FAILED" });
    expect(asked).toBe(1);
  });

  it("write Athena's result, with every digit", async () => {
    const columns = [column("n", BIGINT), column("x", ROW), column("t", type("time"))];
    answer = ({ method }) =>
      method === "POST"
        ? json({ nextUri: `${trino.url}/v1/next`, stats: { state: "PLANNING" } })
        : {
            json: `{"columns":${JSON.stringify(columns)},"data":[[9007199254740993,[1.0E15,["AQI=",null]],"10:00:00"],[null,null,null]],"stats":{"state":"FINISHED","physicalInputBytes":42}}`,
          };
    expect(await run(jobOf("SELECT 1"))).toMatchObject({ state: "SUCCEEDED", resultRows: 2 });
    expect(planned).toEqual([42]);
    expect(String(aws.objects.get("results/out"))).toBe(
      '"n","x","t"\n"9007199254740993","{a=1.0E15, field1=[01 02, null]}","10:00:00"\n,,\n',
    );
    expect(JSON.parse(String(aws.objects.get("results/out.metadata")))).toMatchObject({
      ColumnInfo: [
        { Name: "n", Type: "bigint", Precision: 19 },
        { Name: "x", Type: "row" },
        { Name: "t", Type: "time" },
      ],
    });
  });

  it("run with the job's catalog and database", async () => {
    await run(jobOf("SELECT 1"));
    expect(trino.requests[0]).toMatchObject({
      body: "SELECT 1",
      headers: { "x-trino-catalog": "awsdatacatalog", "x-trino-schema": "db" },
    });
  });

  it("bind parameters in Trino, and locate errors in the user's text", async () => {
    answer = () => errorPage("COLUMN_NOT_FOUND", "line 2:11: Column 'nope' cannot be resolved");
    const outcome = await run(jobOf("SELECT ?, nope", { parameters: ["'it''s'"] }));
    expect(trino.requests[0]?.body).toBe("EXECUTE IMMEDIATE\n'SELECT ?, nope' USING 'it''s'");
    expect(outcome).toEqual({
      state: "FAILED",
      code: "COLUMN_NOT_FOUND",
      reason:
        "COLUMN_NOT_FOUND: line 1:10: Column 'nope' cannot be resolved or requester is not authorized to access requested resources",
      category: 2,
    });
  });

  it.each(["1, 2", "1) x(", ""])(
    "reject the parameter '%s', which is not one value",
    async (value) => {
      const outcome = await run(jobOf("SELECT ?", { parameters: [value] }));
      expect(outcome).toMatchObject({ state: "FAILED", code: "INVALID_PARAMETER_USAGE" });
      expect(trino.requests).toEqual([]);
    },
  );

  it.each([
    ["INTERNAL_ERROR", 1],
    ["INSUFFICIENT_RESOURCES", 3],
    ["EXTERNAL", 3],
  ])("tell Athena's category of an error: %s", async (errorType, category) => {
    answer = () => errorPage("SOME_ERROR", "it failed", errorType);
    expect(await run(jobOf("SELECT 1"))).toEqual({
      state: "FAILED",
      code: "SOME_ERROR",
      reason: "SOME_ERROR: it failed",
      category,
    });
  });

  it("are cancelled as they scan more than the workgroup allows", async () => {
    answer = () =>
      json({
        nextUri: `${trino.url}/v1/next/3`,
        stats: { state: "RUNNING", physicalInputBytes: 11 },
      });
    expect(await run(jobOf("SELECT 1", {}, 10))).toEqual({
      state: "CANCELLED",
      reason: "Bytes scanned limit was exceeded",
    });
    expect(trino.paths("DELETE")).toEqual(["/v1/next/3"]);
  });

  it("are cancelled by their user, at once", async () => {
    answer = ({ method }) =>
      method === "POST"
        ? json({ nextUri: `${trino.url}/v1/next/1` })
        : new Promise(() => undefined);
    const abort = new AbortController();
    const outcome = run(jobOf("SELECT 1"), abort.signal);
    await until("an answer to be awaited", () => Promise.resolve(trino.paths("GET").length === 1));
    abort.abort();
    expect(await outcome).toEqual({ state: "CANCELLED", reason: "Query cancelled by user" });
    expect(trino.paths("DELETE")).toEqual(["/v1/next/1"]);
  });

  it("clean up although the statement failed", async () => {
    const unload = "UNLOAD (SELECT 1 AS a) TO 's3://b/' WITH (format = 'JSON')";
    answer = ({ body }) => {
      if (body.startsWith("SELECT * FROM")) return json({ columns: [column("a", BIGINT)] });
      return body.startsWith("CREATE") ? errorPage("HIVE_PATH_ALREADY_EXISTS", "no") : json({});
    };
    expect(await run(jobOf(unload))).toMatchObject({ code: "HIVE_PATH_ALREADY_EXISTS" });
    expect(trino.requests.at(-1)?.body).toBe(
      `DROP TABLE IF EXISTS "awsdatacatalog"."db"."unload_job_${count}"`,
    );
  });

  it("count rows that are written, and return none", async () => {
    answer = () => json({ columns: [column("rows", BIGINT)], data: [[3]], updateCount: 3 });
    expect(await run(jobOf("INSERT INTO t SELECT 1"))).toMatchObject({
      state: "SUCCEEDED",
      resultRows: 0,
      updateCount: 3,
    });
    expect(String(aws.objects.get("results/out"))).toBe("");
  });

  it("leave Hive's DDL to the gateway, without asking Trino", async () => {
    expect(await run(jobOf("SHOW DATABASES"))).toMatchObject({ state: "SUCCEEDED", resultRows: 1 });
    expect(trino.requests).toEqual([]);
  });

  it("are refused where IAM is enforced, since Trino reads with permissions of its own", async () => {
    const run = (text: string) =>
      enforcing.run(jobOf(text), () => undefined, new AbortController().signal);
    expect(await run("SELECT 1")).toMatchObject({ state: "FAILED", code: "NOT_SUPPORTED" });
    expect(await run("SHOW DATABASES")).toMatchObject({ state: "SUCCEEDED" });
    expect(trino.requests).toEqual([]);
  });

  it("leave a Hive table's DROP to the gateway, and give an Iceberg table's to Trino", async () => {
    aws.tables.set("db.h", { Name: "h", Parameters: {} });
    aws.tables.set("db.i", { Name: "i", Parameters: { table_type: "ICEBERG" } });
    await run(jobOf("DROP TABLE h"));
    expect(aws.tables.has("db.h")).toBe(false);
    expect(trino.requests).toEqual([]);
    await run(jobOf("DROP TABLE i"));
    expect(trino.requests.map(({ body }) => body)).toEqual(['DROP TABLE "ice"."db"."i"']);
  });

  it("are stored in Athena's form by CREATE VIEW, with the columns that Trino found", async () => {
    const columns = [column("n", BIGINT), column("x", ROW)];
    answer = ({ body }) => json(body.startsWith("EXPLAIN") ? {} : { columns });
    const view = jobOf("CREATE VIEW v AS SELECT n, x FROM t;");
    expect(await run(view)).toMatchObject({ state: "SUCCEEDED", resultRows: 0 });
    expect(trino.requests.map(({ body }) => body)).toEqual([
      "EXPLAIN (TYPE VALIDATE) CREATE VIEW v AS SELECT n, x FROM t",
      "SELECT * FROM (SELECT n, x FROM t\n) LIMIT 0",
    ]);
    const stored = aws.tables.get("db.v");
    expect(stored?.StorageDescriptor?.Columns).toEqual([
      { Name: "n", Type: "bigint" },
      { Name: "x", Type: "struct<a:double,field1:array<binary>>" },
    ]);
    expect(decodeView(stored ?? { Name: "v" })).toEqual({
      originalSql: "SELECT n, x FROM t",
      catalog: "awsdatacatalog",
      schema: "db",
      columns: [
        { name: "n", type: "bigint" },
        { name: "x", type: "row(a double, array(varbinary))" },
      ],
    });
    expect(await run(jobOf("CREATE VIEW v AS SELECT 1 AS n"))).toMatchObject({
      code: "TABLE_ALREADY_EXISTS",
    });
    expect(
      await run(jobOf("CREATE VIEW m AS SELECT * FROM information_schema.tables")),
    ).toMatchObject({ code: "NOT_SUPPORTED" });
    answer = () => json({ columns: [column("u", type("uuid"))] });
    expect(await run(jobOf("CREATE VIEW w AS SELECT uuid() AS u"))).toMatchObject({
      reason: "NOT_SUPPORTED: Invalid column type for column u: Unsupported Hive type: uuid",
    });
  });

  it.each([
    [
      "HIVE_PATH_ALREADY_EXISTS",
      "Target directory for table 'db.t' already exists: s3://b/t/",
      "Athena will not delete data in your account.",
    ],
    [
      "GENERIC_INTERNAL_ERROR",
      "Unexpected FilterNode found in plan; probably connector was not able to handle provided WHERE expression",
      "The WHERE of OPTIMIZE may only have conditions on partition columns",
    ],
  ])("have Athena's message for %s", async (name, message, expected) => {
    answer = () => errorPage(name, message);
    expect(JSON.stringify(await run(jobOf("SELECT 1")))).toContain(expected);
  });

  it("keep prepared statements in the workgroup", async () => {
    expect(await run(jobOf("PREPARE p FROM SELECT ?"))).toMatchObject({ state: "SUCCEEDED" });
    expect(await run(jobOf("PREPARE p FROM SELECT 2"))).toMatchObject({
      reason: "INVALID_ARGUMENTS: PreparedStatement p already exists in WorkGroup primary",
    });
    await run(jobOf("EXECUTE p USING 5"));
    expect(trino.requests.at(-1)?.body).toBe("EXECUTE IMMEDIATE\n'SELECT ?' USING 5");
    await run(jobOf("DEALLOCATE PREPARE p"));
    expect(await run(jobOf("EXECUTE p USING 5"))).toMatchObject({ code: "NOT_FOUND" });
  });

  describe("before they are queued", () => {
    const classify = (text: string) =>
      runner.classify({ text, parameters: [], region: "eu-west-1", workGroup: "primary" });

    it("are parsed by Trino, whose syntax error has the place in the user's text", async () => {
      answer = () => errorPage("SYNTAX_ERROR", "line 1:22: mismatched input 'SELEC'");
      await expect(classify("SELEC 1")).rejects.toMatchObject({
        code: "SYNTAX_ERROR",
        locatedReason: "line 1:1: mismatched input 'SELEC'",
      });
      expect(trino.requests[0]?.body).toBe("PREPARE checked FROM SELEC 1");
    });

    it("are parsed without the semicolon that they end with", async () => {
      await classify("SELECT 1; -- done\n");
      expect(trino.requests.map(({ body }) => body)).toEqual(["PREPARE checked FROM SELECT 1"]);
    });

    it("are refused if Athena has no such statement, although Trino has", async () => {
      await expect(classify("CALL system.sync()")).rejects.toThrow(
        "Queries of this type are not supported",
      );
    });

    it("are classified as Athena does", async () => {
      expect(await classify("SELECT 1")).toEqual({
        type: "DML",
        subtype: "SELECT",
        extension: ".csv",
      });
      expect(await classify("SHOW TABLES")).toMatchObject({ type: "UTILITY", extension: ".txt" });
    });
  });

  it("say that Trino does not answer", async () => {
    await trino.stop();
    const outcome = await run(jobOf("SELECT 1"));
    expect(outcome).toMatchObject({ state: "FAILED", code: "GENERIC_INTERNAL_ERROR" });
    expect(JSON.stringify(outcome)).toContain("The Trino server did not answer: ");
    await trino.start();
  });
});
