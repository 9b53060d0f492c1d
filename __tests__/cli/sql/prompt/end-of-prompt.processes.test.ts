import { CreateWorkGroupCommand, GetQueryExecutionCommand } from "@aws-sdk/client-athena";
import { ListQueryExecutionsCommand } from "@aws-sdk/client-athena";
import { CreateDatabaseCommand } from "@aws-sdk/client-glue";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import path from "node:path";
import { requireEnvironment } from "../../../../cli/target/require-environment";
import { projectFolder } from "../../../../local/home/lake-home";
import { emulatorAccountId } from "../../../../model/environment/emulator-account";
import { lakeNames } from "../../../../model/naming/names";
import { RunningEmulator } from "../../../support/emulator/running-emulator";
import { KEYS, PseudoTerminal } from "../../../support/terminal/pseudo-terminal";
import { until } from "../../../support/until";

const { ctrlD, enter } = KEYS;
const environment = requireEnvironment("dev");
const names = lakeNames({ ...environment, environment: "dev", accountId: emulatorAccountId });
const LAKE = [process.execPath, path.join(projectFolder, "cli", "lake.mjs")];
/** Runs for minutes. */
const LONG =
  "SELECT sum(a * b % 7) FROM UNNEST(sequence(1, 10000)) t(a), UNNEST(sequence(1, 10000)) u(b), UNNEST(sequence(1, 10000)) v(c);";
/** By which a program asks for no more marks around pasted text. */
const NO_MARKS = "\x1b[?2004l";

describe("a prompt that ends", () => {
  const home = mkdtempSync(path.join(tmpdir(), "lake-sql-end-"));
  let aws: RunningEmulator;

  beforeAll(async () => {
    aws = await RunningEmulator.start();
    const { athena, glue, s3 } = aws.clients;
    await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: names.database } }));
    await s3.send(new CreateBucketCommand({ Bucket: "shop" }));
    const OutputLocation = "s3://shop/results/";
    const Configuration = { ResultConfiguration: { OutputLocation } };
    await athena.send(new CreateWorkGroupCommand({ Name: names.workGroup, Configuration }));
  });

  afterAll(async () => {
    await aws?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  async function open(): Promise<PseudoTerminal> {
    const variables = { ...aws.variables, LAKE_HOME: home };
    const terminal = new PseudoTerminal([...LAKE, "sql", "--env", "dev"], variables);
    await terminal.shows(/dev> $/);
    return terminal;
  }

  async function stateOfNewest(): Promise<string | undefined> {
    const { athena } = aws.clients;
    const WorkGroup = names.workGroup;
    const { QueryExecutionIds: ids } = await athena.send(
      new ListQueryExecutionsCommand({ WorkGroup }),
    );
    const command = new GetQueryExecutionCommand({ QueryExecutionId: ids?.[0] });
    return (await athena.send(command)).QueryExecution?.Status?.State;
  }

  async function openWithQuery(): Promise<PseudoTerminal> {
    const terminal = await open();
    terminal.type(LONG, enter);
    await terminal.shows(/Running for/);
    expect(await stateOfNewest()).toBe("RUNNING");
    return terminal;
  }

  /** Athena ends a query after it has answered that it will. */
  function untilCancelled(): Promise<void> {
    return until("the end of the query", async () => (await stateOfNewest()) === "CANCELLED");
  }

  it("stops the query that runs when its terminal is closed", async () => {
    const terminal = await openWithQuery();
    terminal.close();
    // Without its code: Node.js aborts where it can't set a closed terminal back.
    await terminal.end();
    await expect(untilCancelled()).resolves.toBeUndefined();
  });

  it("stops the query that runs and leaves the terminal as it was when it is killed", async () => {
    const terminal = await openWithQuery();
    terminal.signal(constants.signals.SIGTERM);
    expect(await terminal.end()).toBe(130);
    await expect(untilCancelled()).resolves.toBeUndefined();
    expect(terminal.codes.lastIndexOf(NO_MARKS)).toBeGreaterThan(terminal.codes.indexOf("dev> "));
  });

  it("keeps no statement that begins with a space, and nothing of the next one", async () => {
    const terminal = await open();
    terminal.type(" SELECT 'secret',", enter);
    await terminal.shows(/ -> $/);
    terminal.type("1 AS one;", enter);
    await terminal.shows(/1 row, .*\ndev> $/);
    terminal.type("SELECT 2; SEL  ", enter);
    await terminal.shows(/1 row, .*\n +-> $/);
    terminal.type(ctrlD);
    expect(await terminal.end()).toBe(0);
    expect(readFileSync(path.join(home, "sql-history"), "utf8").split("\n").slice(-2)).toEqual([
      '"SELECT 2;"',
      "",
    ]);
    expect(readFileSync(path.join(home, "sql-history"), "utf8")).not.toContain("secret");
  });
});
