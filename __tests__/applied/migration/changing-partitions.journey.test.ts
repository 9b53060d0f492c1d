import { CreateTableCommand, GetTableCommand } from "@aws-sdk/client-glue";
import type { Table, TableInput } from "@aws-sdk/client-glue";
import { PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { countParquetRows } from "../../../cli/delivery/parquet-rows";
import type { QueryResult } from "../../../cli/query/athena-query";
import type { PlanReview } from "../../../cli/review/plan-review";
import { listKeys } from "../../../cli/target/lake-contents";
import { project as projectName } from "../../../config/environments";
import { sampleEvents } from "../../fixtures/datasets/sample-events";
import { projectFolder } from "../../../local/home/lake-home";
import { emulatorAccountId } from "../../../model/environment/emulator-account";
import { datasetNames, lakeNames } from "../../../model/naming/names";
import { schemaOf } from "../../../model/schema-evolution/schema-lock";
import { startProcess } from "../../support/emulator/lake-command";
import type { Ended } from "../../support/emulator/lake-command";
import { copyProject, editFile } from "../../support/emulator/project-copy";
import { RunningEmulator } from "../../support/emulator/running-emulator";
import { runTerraform } from "../../support/emulator/terraform";

const MINUTE = 60_000;
const ENVIRONMENT = "kept";
const DATASET = "sample_events";
const scope = { project: projectName, environment: ENVIRONMENT, accountId: emulatorAccountId };
const names = { ...lakeNames(scope), ...datasetNames(scope, DATASET) };

const year = new Date().getUTCFullYear();
const before = `partitions: { type: "projection", years: { first: ${year}, last: ${year} } }`;
const since = `${year}-01-01`;
const after = `partitions: { type: "projection", since: "${since}", granularity: "day" }`;

/** A condition on all that arrives while the test runs: without one, a query lists 8,928 folders. */
const started = new Date();
const today = started.toISOString().slice(0, 10);
const month = started.getUTCMonth() + 1;
/** The day on which the run began, and the next one: it may end after midnight. */
const days = [started, new Date(started.getTime() + 24 * 60 * MINUTE)];
const oldKeys = [
  `year IN (${days.map((day) => day.getUTCFullYear()).join()})`,
  `month IN (${days.map((day) => day.getUTCMonth() + 1).join()})`,
  `day IN (${days.map((day) => day.getUTCDate()).join()})`,
].join(" AND ");

/** A project that was deployed when every table had four keys: the lock knows no environments. */
function publishedProject(): string {
  const project = copyProject();
  editFile(project, "config/environments.ts", [
    [
      "environments: readonly Environment[] = [\n",
      `environments: readonly Environment[] = [\n  { ...localEnvironment(project), name: "${ENVIRONMENT}", removalPolicy: "retain", ${before} },\n];\n\nexport const others: readonly Environment[] = [\n`,
    ],
  ]);
  editFile(project, "config/datasets/index.ts", [
    ['import { earthquakes } from "./earthquakes";\n', ""],
    ["[sampleEvents, earthquakes]", "[sampleEvents]"],
  ]);
  rmSync(path.join(project, "config/datasets/earthquakes.lock.json"));
  const lock = { dataset: DATASET, version: 1, ...schemaOf(sampleEvents), accepted: [] };
  writeFileSync(lockFile(project), JSON.stringify(lock));
  return project;
}

function lockFile(project: string): string {
  return path.join(project, "config/datasets", `${DATASET}.lock.json`);
}

function count(table: string, ...conditions: readonly string[]): string {
  const where = conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
  return `SELECT count(*) FROM ${table}${where}`;
}

const page = readFileSync(path.join(projectFolder, "docs/operate/changing-partitions.md"), "utf8");

/** A statement that the page prints. */
function documented(pattern: RegExp): string {
  const statement = pattern.exec(page)?.[1];
  if (statement === undefined) throw new Error(`The page has no ${pattern.source}`);
  return statement;
}

/** What the commands of the page make of the definition of the first table. */
function documentedCopy(table: Table): TableInput {
  const selection = documented(/"Table\.(\{.*\})"/);
  const taken = [...selection.matchAll(/(\w+): \1\b/g)].map(([, member = ""]) => member);
  expect(taken).toEqual(["TableType", "Parameters", "PartitionKeys", "StorageDescriptor"]);
  const members = Object.entries(table).filter(([member]) => taken.includes(member));
  return {
    Name: documented(/Name: '(\w+)'/),
    ...Object.fromEntries(members),
    Parameters: {
      ...table.Parameters,
      "projection.month.range": `${month},${Math.min(12, month + 1)}`,
    },
  };
}

describe("a table that was published with year, month, day and hour as projected keys", () => {
  const project = publishedProject();
  const home = path.join(project, ".lake-home");
  const folder = path.join(project, "cdktf.out", "stacks", ENVIRONMENT);
  let aws: RunningEmulator;

  const variables = () => ({ ...aws.variables, LAKE_HOME: home });
  const lake = (...args: readonly string[]) => {
    const program = path.join(project, "cli", "lake.mjs");
    return startProcess(process.execPath, [program, ...args], variables(), project).ended;
  };
  const terraform = (verb: string, ...args: readonly string[]) =>
    runTerraform(folder, home, variables(), verb, "-input=false", "-no-color", ...args);
  const synthesize = () =>
    startProcess(
      process.execPath,
      ["synth.mjs"],
      { ...variables(), CDKTF_OUTDIR: path.join(project, "cdktf.out") },
      project,
    ).ended;

  async function apply(): Promise<Ended> {
    const applied = await terraform("apply", "-auto-approve");
    expect(applied).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await terraform("plan", "-detailed-exitcode")).toMatchObject({ exitCode: 0 });
    return applied;
  }

  /** Rows of a query; JSON is what `lake query --json` promises. */
  async function query(sql: string): Promise<QueryResult["rows"]> {
    const { exitCode, stdout, stderr } = await lake("query", "--env", ENVIRONMENT, sql, "--json");
    if (exitCode !== 0) throw new Error(`${sql} failed:\n${stderr}`);
    return (JSON.parse(stdout) as QueryResult).rows;
  }

  async function createTableBefore(): Promise<void> {
    const place = { DatabaseName: names.database };
    const { Table: table = { Name: "" } } = await aws.clients.glue.send(
      new GetTableCommand({ ...place, Name: DATASET }),
    );
    // What a crawled table would get is what the table of this test has.
    expect(table.Parameters).toMatchObject({
      ...(JSON.parse(documented(/```json\n([\s\S]*?)```/)) as object),
      "projection.year.range": `${year},${year}`,
    });
    const input = documentedCopy(table);
    await aws.clients.glue.send(new CreateTableCommand({ ...place, TableInput: input }));
  }

  /** Folders below the data prefix. */
  async function folders(): Promise<string[]> {
    const place = { bucket: names.lakeBucket, prefix: names.dataPrefix };
    const keys = await listKeys(aws.clients.s3, place);
    return [
      ...new Set(keys.map((key) => key.slice(place.prefix.length, key.lastIndexOf("/") + 1))),
    ];
  }

  /** Sends events, and waits until the lake has so many rows. */
  async function deliver(staffNames: readonly string[], rows: number): Promise<void> {
    const records = staffNames.map((staffName) => ({
      Data: Buffer.from(`${JSON.stringify({ event: { staffName }, metadata: {} })}\n`),
      PartitionKey: staffName,
    }));
    await aws.clients.kinesis.send(
      new PutRecordsCommand({ StreamName: names.stream, Records: records }),
    );
    const data = { bucket: names.lakeBucket, prefix: names.dataPrefix };
    const deadline = Date.now() + 3 * MINUTE;
    while ((await countParquetRows(aws.clients.s3, data)) < rows) {
      if (Date.now() > deadline) throw new Error(`There are not ${rows} rows after three minutes`);
      await sleep(500);
    }
  }

  beforeAll(async () => {
    aws = await RunningEmulator.start();
    const synthesized = await synthesize();
    expect(synthesized).toMatchObject({ exitCode: 0 });
    // It keeps working; the warning says where the steps are.
    expect(synthesized.stdout).toMatch(
      /^Warning: environments\.kept\.partitions\.years projects year, month, day, hour .*changing-partitions\.md\.$/m,
    );
    expect(await terraform("init")).toMatchObject({ exitCode: 0 });
    await apply();
    await deliver(["one", "two"], 2);
  }, 8 * MINUTE);
  afterAll(() => aws.stop());

  it(
    "is queried by the old keys",
    async () => {
      expect(await query(count(DATASET, oldKeys))).toEqual([["2"]]);
      expect(await query(count(DATASET, oldKeys, "hour < 0"))).toEqual([["0"]]);
    },
    2 * MINUTE,
  );

  it(
    "changes to one key by the documented steps, and the events of before and after are found",
    async () => {
      // Step 1: a second table over the old folders; delivery into them goes on.
      await createTableBefore();
      expect(await query(count(`${DATASET}_before`, oldKeys))).toEqual([["2"]]);
      await deliver(["late"], 3);

      // Step 2: the synth rejects it until it is accepted.
      editFile(project, "config/environments.ts", [[before, after]]);
      const rejected = await synthesize();
      const change = `environments.${ENVIRONMENT} has its partitions changed from year, month, day, hour to arrival_date since ${since}`;
      expect(rejected.exitCode).toBe(1);
      expect(rejected.stderr).toContain(change);
      const [acceptance = ""] = /\{"version":[^}]*\}/.exec(rejected.stderr) ?? [];
      const lock = readFileSync(lockFile(project), "utf8");
      const accepted = lock.replace('"accepted":[]', () => `"accepted":[${acceptance}]`);
      expect(accepted).toContain(change);
      writeFileSync(lockFile(project), accepted);
      expect(await lake("dataset", "lock")).toMatchObject({ exitCode: 0 });

      // Step 3: the review names what changes, and nothing that holds data is replaced.
      const reviewed = await lake("review", "--env", ENVIRONMENT, "--exit-code", "--json");
      expect(reviewed).toMatchObject({ exitCode: 3 });
      // What `lake review --json` promises.
      const { tables, verdict } = JSON.parse(reviewed.stdout) as PlanReview;
      expect(verdict.level).toBe("look closely");
      expect(tables).toMatchObject([
        {
          table: DATASET,
          change:
            "partitionKeys were changed from year bigint, month bigint, day bigint, hour bigint to arrival_date string",
          compatible: false,
        },
      ]);
      const synthesized = await synthesize();
      expect(synthesized).toMatchObject({ exitCode: 0 });
      expect(synthesized.stdout).not.toContain("Warning: environments.kept.partitions");
      const applied = await apply();
      expect(applied.stdout).toMatch(
        /aws_glue_catalog_table\.sample_events_event_table: Modifications complete/,
      );
      const destroyed = applied.stdout.match(/^(\S+): Destroying/gm) ?? [];
      expect(new Set(destroyed.map((line) => line.split(".")[0]))).toEqual(
        new Set(["aws_athena_named_query"]),
      );

      expect(await query(count(`${DATASET}_before`, oldKeys))).toEqual([["3"]]);
      await deliver(["three", "four"], 5);
      expect(await folders()).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^year=\d{4}\/month=\d\d\/day=\d\d\/hour=\d\d\/$/),
          expect.stringMatching(/^arrival_date=\d{4}-\d\d-\d\d\/$/),
        ]),
      );
      expect(await query(count(DATASET))).toEqual([["2"]]);

      // Step 5: one view of both.
      await query(documented(/```sql\n([\s\S]*?)```/));
      const view = `${DATASET}_all`;
      const arrived = `WHERE arrival_date >= '${today}'`;
      expect(await query(`SELECT event.staffName FROM ${view} ${arrived} ORDER BY 1`)).toEqual([
        ["four"],
        ["late"],
        ["one"],
        ["three"],
        ["two"],
      ]);
    },
    8 * MINUTE,
  );
});
