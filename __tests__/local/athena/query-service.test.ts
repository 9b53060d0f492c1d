import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { QueryService } from "../../../local/athena/query-service";
import { fillEvents } from "../../support/fake-aws/event-table";
import { FakeAws } from "../../support/fake-aws/fake-aws";
import { runnerUnderTest } from "./in-process-runner";
import { until } from "../../support/until";

/** Configurations of the fake workgroups, by name. */
const WORK_GROUPS: Readonly<Record<string, object>> = {
  primary: { EnforceWorkGroupConfiguration: false, ResultConfiguration: {} },
  lake: {
    EnforceWorkGroupConfiguration: true,
    BytesScannedCutoffPerQuery: 10_485_760,
    ResultConfiguration: {
      OutputLocation: "s3://results/lake",
      EncryptionConfiguration: { EncryptionOption: "SSE_KMS", KmsKey: "arn:aws:kms:::key/k" },
    },
  },
  narrow: {
    EnforceWorkGroupConfiguration: true,
    BytesScannedCutoffPerQuery: 1,
    ResultConfiguration: { OutputLocation: "s3://results/narrow/" },
  },
  disabled: {},
};

/** The fields of GetQueryExecution that the tests use. */
interface Described {
  readonly QueryExecution: {
    readonly Status: {
      readonly State: string;
      readonly StateChangeReason?: string;
      readonly AthenaError?: object;
    };
    readonly Statistics: { readonly DataScannedInBytes: number };
    readonly ResultConfiguration: { readonly OutputLocation: string };
  };
}

describe("Athena's API", () => {
  const folder = mkdtempSync(join(tmpdir(), "query-service-"));
  const aws = new FakeAws({
    GetWorkGroupCommand: ({ WorkGroup: name }) => {
      const configuration = WORK_GROUPS[String(name)];
      const state = name === "disabled" ? "DISABLED" : "ENABLED";
      return {
        WorkGroup: configuration && { Name: name, State: state, Configuration: configuration },
      };
    },
  });
  const callers = new Set<string>();
  const service = new QueryService(
    {
      endpointUrl: "",
      stateFolder: folder,
      scratchFolder: folder,
      regions: () => ["eu-west-1"],
      clients: () => aws.clients,
      log: { info: () => undefined, error: () => undefined },
    },
    runnerUnderTest(folder, aws, (caller) => {
      if (caller !== undefined) callers.add(caller);
      return aws.clients;
    }),
  );

  beforeAll(() => fillEvents(aws));

  afterAll(async () => {
    await service.stop();
    rmSync(folder, { recursive: true });
  });

  async function call(operation: string, input: object): Promise<Record<string, unknown>> {
    const reply = await service.handle(
      {
        service: "athena",
        operation,
        region: "eu-west-1",
        accessKeyId: "analyst",
        method: "POST",
        url: "/",
        headers: {},
        body: Buffer.from(JSON.stringify(input)),
      },
      () => Promise.reject(new Error("nothing is to be forwarded")),
    );
    return JSON.parse(String(reply?.body)) as Record<string, unknown>;
  }

  async function start(sql: string, input: object = {}): Promise<string> {
    const { QueryExecutionId: id } = await call("StartQueryExecution", {
      QueryString: sql,
      WorkGroup: "lake",
      QueryExecutionContext: { Database: "db" },
      ...input,
    });
    return String(id);
  }

  async function finish(id: string): Promise<Described["QueryExecution"]> {
    for (;;) {
      const answer = await call("GetQueryExecution", { QueryExecutionId: id });
      const { QueryExecution: execution } = answer as unknown as Described;
      if (!["QUEUED", "RUNNING"].includes(execution.Status.State)) return execution;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  it("reads the catalog and the objects with the caller's permissions", async () => {
    callers.clear();
    await finish(await start("SELECT count(*) FROM events"));
    expect([...callers]).toEqual(["analyst"]);
  });

  it("runs a query and pages through its result", async () => {
    const id = await start(
      "SELECT event.staffid AS id, event.emailid FROM events ORDER BY 1 LIMIT 2",
    );
    const execution = await finish(id);
    expect(execution).toMatchObject({
      QueryExecutionId: id,
      StatementType: "DML",
      WorkGroup: "lake",
      ResultConfiguration: { OutputLocation: `s3://results/lake/${id}.csv` },
      Status: { State: "SUCCEEDED" },
    });
    expect(execution.Statistics.DataScannedInBytes).toBeGreaterThan(0);
    const first = await call("GetQueryResults", { QueryExecutionId: id, MaxResults: 2 });
    expect(first).toMatchObject({
      UpdateCount: 0,
      ResultSet: {
        Rows: [
          { Data: [{ VarCharValue: "id" }, { VarCharValue: "emailid" }] },
          { Data: [{ VarCharValue: "0" }, { VarCharValue: "0@example.com" }] },
        ],
        ResultSetMetadata: {
          ColumnInfo: [
            {
              Name: "id",
              Label: "id",
              Type: "integer",
              Precision: 10,
              Scale: 0,
              CaseSensitive: false,
            },
            { Name: "emailid", Type: "varchar", Precision: 2147483647, CaseSensitive: true },
          ],
        },
      },
    });
    const second = await call("GetQueryResults", {
      QueryExecutionId: id,
      NextToken: first["NextToken"],
    });
    expect(second).toMatchObject({ ResultSet: { Rows: [{ Data: [{ VarCharValue: "1" }, {}] }] } });
    expect(second["NextToken"]).toBeUndefined();
  });

  it("uploads the result as quoted CSV, encrypted as the workgroup requires", async () => {
    const id = await start(`SELECT 'a "b", c' AS x, NULL AS y, '' AS z`);
    await finish(id);
    expect(String(aws.objects.get(`results/lake/${id}.csv`))).toBe(
      '"x","y","z"\n"a ""b"", c",,""\n',
    );
    expect(aws.objects.has(`results/lake/${id}.csv.metadata`)).toBe(true);
    expect(aws.inputs("PutObjectCommand").at(-1)).toMatchObject({
      ServerSideEncryption: "aws:kms",
      SSEKMSKeyId: "arn:aws:kms:::key/k",
    });
  });

  it("uses the request's output location unless the workgroup enforces its own", async () => {
    const ResultConfiguration = { OutputLocation: "s3://results/mine/" };
    const enforced = await finish(await start("SELECT 1", { ResultConfiguration }));
    expect(enforced.ResultConfiguration.OutputLocation).toMatch(/^s3:\/\/results\/lake\//);
    const free = await finish(
      await start("SELECT 1", { ResultConfiguration, WorkGroup: "primary" }),
    );
    expect(free.ResultConfiguration.OutputLocation).toMatch(/^s3:\/\/results\/mine\//);
  });

  it("cancels a query that scans more than its workgroup allows", async () => {
    const execution = await finish(
      await start("SELECT event FROM events", { WorkGroup: "narrow" }),
    );
    expect(execution.Status).toMatchObject({
      State: "CANCELLED",
      StateChangeReason: "Bytes scanned limit was exceeded",
    });
  });

  it("shows why a query failed", async () => {
    const id = await start("SELECT nope FROM events");
    const reason =
      "COLUMN_NOT_FOUND: line 1:8: Column 'nope' cannot be resolved or requester is not authorized to access requested resources";
    expect((await finish(id)).Status).toMatchObject({
      State: "FAILED",
      StateChangeReason: reason,
      AthenaError: { ErrorCategory: 2, Retryable: false, ErrorMessage: reason },
    });
    expect(await call("GetQueryResults", { QueryExecutionId: id })).toMatchObject({
      __type: "InvalidRequestException",
      message: "Query did not finish successfully. Final query state: FAILED",
    });
  });

  it("stops a query", async () => {
    const id = await start(
      "SELECT count(*) FROM UNNEST(sequence(1, 10000)) AS a (x), UNNEST(sequence(1, 10000)) AS b (y), UNNEST(sequence(1, 10000)) AS c (z) WHERE z * x * y = 7",
    );
    await until("the query to run", async () => {
      const answer = await call("GetQueryExecution", { QueryExecutionId: id });
      // The service's response has these fields.
      return (answer as unknown as Described).QueryExecution.Status.State === "RUNNING";
    });
    await call("StopQueryExecution", { QueryExecutionId: id });
    expect((await finish(id)).Status).toMatchObject({
      State: "CANCELLED",
      StateChangeReason: "Query cancelled by user",
    });
  });

  it("returns the same execution for a repeated ClientRequestToken", async () => {
    const ClientRequestToken = "12345678901234567890123456789012";
    const id = await start("SELECT 1", { ClientRequestToken });
    expect(await start("SELECT 1", { ClientRequestToken })).toBe(id);
    expect(
      await call("StartQueryExecution", {
        QueryString: "SELECT 2",
        WorkGroup: "lake",
        ClientRequestToken,
      }),
    ).toMatchObject({ message: "Idempotent parameters do not match" });
  });

  it("lists and describes executions, newest first", async () => {
    const older = await start("SELECT 1");
    const newer = await start("SELECT 2");
    const page = await call("ListQueryExecutions", { WorkGroup: "lake", MaxResults: 2 });
    expect(page).toEqual({ QueryExecutionIds: [newer, older], NextToken: "2" });
    expect(
      await call("BatchGetQueryExecution", { QueryExecutionIds: [older, "none"] }),
    ).toMatchObject({
      QueryExecutions: [{ QueryExecutionId: older, Query: "SELECT 1" }],
      UnprocessedQueryExecutionIds: [{ QueryExecutionId: "none" }],
    });
  });

  it.each([
    [{ QueryString: "SELEC 1" }, "line 1:1: mismatched input 'SELEC'"],
    [{ QueryString: " " }, "Query string is empty."],
    [{ QueryString: "SELECT 1", WorkGroup: "unknown" }, "WorkGroup unknown is not found."],
    [{ QueryString: "SELECT 1", WorkGroup: "disabled" }, "WorkGroup disabled is disabled."],
    [{ QueryString: "SELECT 1", WorkGroup: "primary" }, "No output location provided."],
    [
      {
        QueryString: "SELECT 1",
        WorkGroup: "primary",
        ResultConfiguration: {
          OutputLocation: "s3://results/",
          EncryptionConfiguration: { EncryptionOption: "CSE_KMS" },
        },
      },
      "not supported by the embedded Athena",
    ],
    [{ QueryString: "SELECT ?", ExecutionParameters: ["1", "2"] }, "more values were given"],
    [{ QueryString: "SELECT ?" }, "more ? than values"],
  ])("rejects %j immediately", async (input, message) => {
    const answer = await call("StartQueryExecution", { WorkGroup: "lake", ...input });
    expect(answer["__type"]).toBe("InvalidRequestException");
    expect(answer["message"]).toContain(message);
  });

  it("rejects an unknown execution", async () => {
    expect(await call("GetQueryExecution", { QueryExecutionId: "none" })).toMatchObject({
      __type: "InvalidRequestException",
      message: "QueryExecution none was not found",
    });
  });
});
