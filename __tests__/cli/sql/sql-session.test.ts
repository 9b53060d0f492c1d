import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Lake } from "../../../cli/target/connected-lake";
import { InputReader } from "../../../cli/sql/input/input-reader";
import { SessionSettings } from "../../../cli/sql/session-settings";
import { SqlSession } from "../../../cli/sql/sql-session";
import type { Target } from "../../../cli/target/target";
import { requireEnvironment } from "../../../cli/target/require-environment";
import { FakeAws, serviceError } from "../../support/fake-aws/fake-aws";

/** A lake whose queries succeed with one row, fail if they name `nothing`, and run until they are stopped if they `wait`. */
function lakeOf(): { lake: Lake; aws: FakeAws } {
  const states = new Map<string, string>();
  const aws = new FakeAws({
    StartQueryExecutionCommand: ({ QueryString: sql }) => {
      const id = String(sql);
      if (id.startsWith("REJECTED")) {
        throw serviceError("InvalidRequestException", "line 1:1: mismatched input 'REJECTED'");
      }
      states.set(id, id.includes("wait") ? "RUNNING" : "SUCCEEDED");
      if (id.includes("nothing")) states.set(id, "FAILED");
      return { QueryExecutionId: id };
    },
    GetQueryExecutionCommand: ({ QueryExecutionId: id }) => ({
      QueryExecution: {
        StatementType: String(id).startsWith("CREATE") ? "DDL" : "DML",
        Status: {
          State: states.get(String(id)),
          StateChangeReason: "COLUMN_NOT_FOUND: line 2:3: Column 'nothing' cannot be resolved",
        },
        Statistics: { DataScannedInBytes: 10, TotalExecutionTimeInMillis: 20 },
      },
    }),
    StopQueryExecutionCommand: ({ QueryExecutionId: id }) => states.set(String(id), "CANCELLED"),
    GetQueryResultsCommand: ({ QueryExecutionId: id }) => ({
      ResultSet: String(id).startsWith("CREATE")
        ? {}
        : {
            ResultSetMetadata: {
              ColumnInfo: [{ Name: "n", Type: String(id).includes("place") ? "row" : "integer" }],
            },
            Rows: [{ Data: [{ VarCharValue: "n" }] }, { Data: [{}] }],
          },
    }),
  });
  aws.tables.set("db.orders", {
    Name: "orders",
    StorageDescriptor: {
      Columns: [
        { Name: "id", Type: "int" },
        { Name: "place", Type: "struct<city:string,tags:array<string>>" },
      ],
    },
    PartitionKeys: [{ Name: "day", Type: "string" }],
  });
  const names = { workGroup: "shop", database: "db" };
  // What a session reads of a target.
  const target = { names, clients: aws.clients } as unknown as Target;
  const environment = requireEnvironment("dev");
  return { aws, lake: { environment, readOnly: false, targets: () => Promise.resolve([target]) } };
}

describe("a session of statements and commands", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "sql-session-"));
  let { aws, lake } = lakeOf();
  let session: SqlSession;

  beforeEach(() => {
    ({ aws, lake } = lakeOf());
    const history = () => ["SELECT 2;", "\\d", "SELECT 1;"];
    session = new SqlSession({ lake, settings: new SessionSettings(), history });
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  async function answer(typed: string, signal?: AbortSignal): Promise<string> {
    const reader = new InputReader();
    const texts: string[] = [];
    for (const input of [...reader.add(typed), ...reader.end()]) {
      for await (const { text } of session.answers(input, { signal })) texts.push(text);
    }
    return texts.join("\n");
  }

  it("shows rows with what they cost, and a statement without rows as done", async () => {
    expect(await answer("SELECT 1;")).toMatch(/│ NULL │[^]*\n1 row, 10 bytes scanned, 20 ms$/);
    expect(await answer("CREATE DATABASE d;")).toBe("Done in 20 ms.");
  });

  it("prints rows in the form that is set, and the time if told to", async () => {
    expect(await answer("\\format")).toBe("Rows are printed as auto.");
    expect(await answer("\\format ndjson;")).toBe("Rows are printed as ndjson.");
    expect(await answer("SELECT 1;")).toBe('{"n":null}');
    expect(await answer("SELECT place;")).toMatch(/^n: as Athena's text, .*CAST.*\n\{"n":null\}$/);
    expect(await answer("\\x")).toBe("Rows are printed as vertical.");
    expect(await answer("SELECT 1;")).toContain("n │ NULL");
    expect(await answer("\\x")).toBe("Rows are printed as auto.");
    expect(await answer("\\timing on")).toBe("Timing is on.");
    expect(await answer("SELECT 1;")).toMatch(/\nTime: \d+\.\d{3} s$/);
    expect(await answer("\\timing")).toBe("Timing is off.");
    expect(await answer("SELECT 1;")).not.toContain("Time");
  });

  it("describes tables, and columns with the fields of structs", async () => {
    expect(await answer("\\d")).toMatch(/│ orders │ 3 +│ day +│/);
    const columns = await answer('\\d "Orders";');
    expect(columns).toMatch(/│ place +│ struct +│ +│\n.*│ place\.city +│ string +│/);
    expect(columns).toMatch(
      /│ place\.tags │ array<string> │ +│\n.*│ day +│ string +│ partition key │/,
    );
  });

  it("reads the tables again after a statement that may have changed them", async () => {
    await answer("SELECT 1;");
    expect(aws.inputs("GetTablesCommand")).toEqual([]);
    await answer("CREATE DATABASE d;");
    expect(session.tables.map(({ name }) => name)).toEqual(["orders"]);
  });

  it("runs the statements of a file until one fails", async () => {
    const file = path.join(folder, "report.sql");
    writeFileSync(file, "SELECT 1;\nSELECT\n  nothing; SELECT 3");
    await expect(answer(`\\i '${file}'`)).rejects.toThrow("COLUMN_NOT_FOUND");
    const run = aws.inputs("StartQueryExecutionCommand").map(({ QueryString: sql }) => sql);
    expect(run).toEqual(["SELECT 1", "SELECT\n  nothing"]);
    writeFileSync(file, `SELECT 1; \\i ${file}`);
    await expect(answer(`\\i ${file}`)).rejects.toThrow("is run by a file that it runs");
  });

  it("says where a statement is wrong", async () => {
    await expect(answer("SELECT\n\tnothing;")).rejects.toMatchObject({
      message: [
        "The query failed: COLUMN_NOT_FOUND: line 2:3: Column 'nothing' cannot be resolved",
        "LINE 2:  nothing",
        "          ^",
      ].join("\n"),
      advice: "Correct the statement there, and run it again.",
    });
    await expect(answer("REJECTED;")).rejects.toMatchObject({
      message: "line 1:1: mismatched input 'REJECTED'\nLINE 1: REJECTED\n        ^",
      advice: "Correct the statement there, and run it again.",
    });
  });

  it("stops a query that is aborted, and runs the next", async () => {
    const stopping = new AbortController();
    const waiting = answer("SELECT wait;", stopping.signal);
    const failed = waiting.catch((error: Error) => error.message);
    while (aws.inputs("GetQueryExecutionCommand").length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    stopping.abort();
    expect(await failed).toBe("The query was cancelled.");
    expect(aws.inputs("StopQueryExecutionCommand")).toEqual([{ QueryExecutionId: "SELECT wait" }]);
    expect(await answer("SELECT 1;")).toContain("1 row");
  });

  it("explains a failure once, however many files run the statement", async () => {
    const [inner, outer] = ["inner.sql", "outer.sql"].map((name) => path.join(folder, name));
    writeFileSync(String(inner), "REJECTED");
    writeFileSync(String(outer), `\\i ${inner}`);
    await expect(answer(`\\i ${outer}`)).rejects.toMatchObject({
      message: "line 1:1: mismatched input 'REJECTED'\nLINE 1: REJECTED\n        ^",
      advice: "Correct the statement there, and run it again.",
    });
  });

  it("lists earlier statements, the newest last", async () => {
    expect(await answer("\\s")).toBe("SELECT 1;\n\\d\nSELECT 2;");
    expect(await answer("\\s select")).toBe("SELECT 1;\nSELECT 2;");
    expect(await answer("\\s nothing")).toBe("There is none.");
  });

  it("has a help of every command, and ends", async () => {
    expect(await answer("\\?")).toMatch(/\\d \[TABLE\] +list the tables[^]*\\q/);
    expect(await answer("help")).toBe(await answer("\\h"));
    for (const line of (await answer("\\?")).split("\n"))
      expect(line.length).toBeLessThanOrEqual(80);
    await answer("\\q");
    expect(session.isOver).toBe(true);
  });

  it.each([
    ["\\timin", "There is no command \\timin. Did you mean \\timing?"],
    ["\\z", "There is no command \\z."],
    ["\\timing maybe", '"maybe" is neither on nor off.'],
    ["\\format tabel", 'There is no form "tabel". Did you mean table?'],
    ["\\d ordres", 'There is no table "ordres". Did you mean orders?'],
    ["\\i", "There is no file."],
    ["\\i /no/such/file", "/no/such/file can't be read:"],
  ])("refuses %s", async (typed, problem) => {
    await expect(answer(typed)).rejects.toThrow(problem);
  });
});
