import { ListQueryExecutionsCommand, GetQueryExecutionCommand } from "@aws-sdk/client-athena";
import { CreateWorkGroupCommand } from "@aws-sdk/client-athena";
import { CreateDatabaseCommand } from "@aws-sdk/client-glue";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { emulatorAccountId } from "../../../../model/environment/emulator-account";
import { lakeNames } from "../../../../model/naming/names";
import { projectFolder } from "../../../../local/home/lake-home";
import { requireEnvironment } from "../../../../cli/target/require-environment";
import { RunningEmulator } from "../../../support/emulator/running-emulator";
import { KEYS, PseudoTerminal } from "../../../support/terminal/pseudo-terminal";

const { enter, tab, up, ctrlC, ctrlD } = KEYS;
const environment = requireEnvironment("dev");
const names = lakeNames({ ...environment, environment: "dev", accountId: emulatorAccountId });
const LAKE = [process.execPath, path.join(projectFolder, "cli", "lake.mjs")];
/** Runs for minutes. */
const LONG = `SELECT sum(a * b % 7) FROM UNNEST(sequence(1, 10000)) t(a), UNNEST(sequence(1, 10000)) u(b),
UNNEST(sequence(1, 10000)) v(c) WHERE a + b + c > 5;`;

describe("lake sql in a terminal", () => {
  const home = mkdtempSync(path.join(tmpdir(), "lake-sql-"));
  let aws: RunningEmulator;
  let terminal: PseudoTerminal;

  function open(size?: readonly [number, number], variables: NodeJS.ProcessEnv = {}) {
    const command = [...LAKE, "sql", "--env", "dev"];
    return new PseudoTerminal(command, { ...aws.variables, LAKE_HOME: home, ...variables }, size);
  }

  beforeAll(async () => {
    aws = await RunningEmulator.start();
    const { athena, glue, s3 } = aws.clients;
    const DatabaseInput = { Name: names.database };
    await glue.send(new CreateDatabaseCommand({ DatabaseInput }));
    await s3.send(new CreateBucketCommand({ Bucket: "shop" }));
    await athena.send(
      new CreateWorkGroupCommand({
        Name: names.workGroup,
        Configuration: { ResultConfiguration: { OutputLocation: "s3://shop/results/" } },
      }),
    );
    const lines = [
      '{"id":1,"note":"","place":{"city":"Oslo"}}',
      '{"id":2,"place":{"city":"Bergen"}}',
    ];
    const Body = lines.join("\n");
    await s3.send(new PutObjectCommand({ Bucket: "shop", Key: "orders/1.json", Body }));
    terminal = open();
    await terminal.shows(/dev> $/);
  });

  afterAll(async () => {
    await terminal?.kill();
    await aws?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  it("runs a statement of several lines at its semicolon, not at that in a text", async () => {
    terminal.type("SELECT 'a;b' AS text,", enter);
    await terminal.shows(/ -> $/);
    terminal.type("'not", enter);
    await terminal.shows(/ '> $/);
    terminal.type("ended' AS other", enter);
    await terminal.shows(/ -> $/);
    terminal.type(";", enter);
    const shown = await terminal.shows(/1 row, .*\ndev> $/);
    expect(shown).toContain("a;b");
  });

  it("knows a table that a statement has made, and tells NULL from an empty text", async () => {
    terminal.type(
      "CREATE EXTERNAL TABLE orders (id int, note string, place struct<city:string>)\n",
      "ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://shop/orders/';\n",
    );
    await terminal.shows(/Done in \d+ ms\.\ndev> $/);
    terminal.type("SELECT id, note FROM ord", tab, " ORDER BY 1;", enter);
    const shown = await terminal.shows(/2 rows, .*\ndev> $/);
    expect(shown).toContain("FROM orders ORDER BY");
    expect(shown).toMatch(/│ 1 +│ {6}│\n[^]*│ 2 +│ NULL │/);
  });

  it("describes tables and columns, and completes the fields of a struct", async () => {
    terminal.type("\\d", enter);
    expect(await terminal.shows(/dev> $/)).toMatch(/│ orders │ 3 +│/);
    terminal.type("\\d ord", tab, enter);
    expect(await terminal.shows(/dev> $/)).toMatch(/│ place\.city │ string +│/);
    terminal.type("SELECT o.place.c", tab);
    // Before the table is named, there is nothing to complete.
    terminal.type(" FROM orders o");
    terminal.type(ctrlC);
    await terminal.shows(/\^C\ndev> $/);
    terminal.type("SELECT max(id) FROM orders o WHERE o.place.c", tab, " > 'C';", enter);
    expect(await terminal.shows(/1 row, .*\ndev> $/)).toMatch(/o\.place\.city > 'C'[^]*│ 1 +│/);
  });

  it("says where a statement is wrong", async () => {
    terminal.type("SELECT id,", enter, "nothing FROM orders;", enter);
    const shown = await terminal.shows(/run it again\.\ndev> $/);
    expect(shown).toMatch(/error: [^]*COLUMN_NOT_FOUND[^]*\nLINE 2: nothing FROM orders\n {8}\^/);
  });

  it("stops a query by Ctrl-C, and runs the next", async () => {
    terminal.type(LONG.replaceAll("\n", " "), enter);
    await terminal.shows(/Running for/);
    terminal.type(ctrlC);
    await terminal.shows(/error: The query was cancelled\.\ndev> $/);
    const { athena } = aws.clients;
    const WorkGroup = names.workGroup;
    const { QueryExecutionIds: ids = [] } = await athena.send(
      new ListQueryExecutionsCommand({ WorkGroup }),
    );
    const { QueryExecution: last } = await athena.send(
      new GetQueryExecutionCommand({ QueryExecutionId: ids[0] }),
    );
    expect(last?.Query).toContain("sum(a * b % 7)");
    expect(last?.Status?.State).toBe("CANCELLED");
    terminal.type("SELECT 6 * 7 AS answer;", enter);
    expect(await terminal.shows(/1 row, .*\ndev> $/)).toContain("│ 42 ");
  });

  it("clears a statement by Ctrl-C", async () => {
    terminal.type("SELECT 'never", enter);
    await terminal.shows(/ '> $/);
    terminal.type("ended", ctrlC);
    await terminal.shows(/\^C\ndev> $/);
    terminal.type("SELECT 2 AS two;", enter);
    expect(await terminal.shows(/1 row, .*\ndev> $/)).toContain("│ two │");
  });

  it("runs each statement of a paste behind its own prompt, and completes nothing in it", async () => {
    terminal.type("\x1b[200~SELECT\t1 AS a;\nSELECT 'x\ty' AS b,\n2 AS c;\n\x1b[201~");
    const shown = await terminal.shows(/1 row, [^]*1 row, .*\ndev> $/);
    expect(shown).toMatch(/│ 1 │[^]*\ndev> SELECT 'x.*y' AS b,\n +-> 2 AS c;\n[^]*│ x\\ty │ 2 │/);
  });

  it("prints the time of each statement, and rows in another form, when told to", async () => {
    terminal.type("\\timing", enter);
    await terminal.shows(/Timing is on\.\ndev> $/);
    terminal.type("\\format ndj", tab, enter);
    await terminal.shows(/printed as ndjson\.\ndev> $/);
    terminal.type("SELECT 1 AS a;", enter);
    await terminal.shows(/\n\{"a":1\}\ndev> $/);
    terminal.type("\\format auto", enter, "SELECT 1 AS a;", enter);
    expect(await terminal.shows(/Time: \d+\.\d+ s\ndev> $/)).toContain("1 row, ");
  });

  it("lists rows vertically once the terminal is too narrow for a table", async () => {
    terminal.resize(25, 40);
    terminal.type("SELECT 'abcdefghijklmnopqrstuvwxyz' AS letters;", enter);
    expect(await terminal.shows(/1 row, [^]*dev> $/)).toMatch(/── row 1 [^]*letters │\nabc/);
    terminal.resize(100, 40);
  });

  it("brings statements of earlier sessions back, in a file that nobody else reads", async () => {
    terminal.type("SELECT 'the last", enter, "one' AS text;", enter);
    await terminal.shows(/1 row, .*\n.*\ndev> $/);
    terminal.type(ctrlD);
    expect(await terminal.end()).toBe(0);
    const file = path.join(home, "sql-history");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    // What failed is in it, too.
    expect(readFileSync(file, "utf8")).toContain("nothing FROM orders;");
    terminal = open();
    await terminal.shows(/dev> $/);
    terminal.type(up);
    await terminal.shows(/SELECT 'the last\none' AS text;$/);
    terminal.type(enter);
    await terminal.shows(/│ the last │\n│ one {6}│\n[^]*dev> $/);
    terminal.type("SELECT id", up);
    await terminal.shows(/nothing FROM orders;$/);
    terminal.type(ctrlC);
    await terminal.shows(/dev> $/);
  });

  it("shows what is longer than the screen in the pager, which gets Ctrl-C alone", async () => {
    await terminal.kill();
    terminal = open([80, 10], {
      PAGER: "cat; trap 'echo stopped' INT; echo paged; read line < /dev/tty",
    });
    await terminal.shows(/dev> $/);
    terminal.type("SELECT n FROM UNNEST(sequence(1, 30)) t(n);", enter);
    await terminal.shows(/│ 30 │[^]*30 rows[^]*paged\n/);
    terminal.type(ctrlC);
    await terminal.shows(/stopped/);
    terminal.type("\n");
    await terminal.shows(/dev> $/);
    terminal.type("SELECT 1 AS one;", enter);
    expect(await terminal.shows(/1 row, .*\ndev> $/)).not.toContain("paged");
    terminal.type("\\q", enter);
    expect(await terminal.end()).toBe(0);
  });
});
