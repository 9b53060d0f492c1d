import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Command } from "commander";
import { createProgram } from "../../cli/program";
import { runInProcess } from "./support/run-in-process";
import type { Ended } from "./support/run-in-process";

const folder = mkdtempSync(path.join(tmpdir(), "failures-"));
const fresh = path.join(folder, "home");
/** A home that can't be opened, so that nothing can start in it. */
const closed = path.join(folder, "closed");

/** Files that no command takes, by what is the matter with them. */
const files = {
  missing: path.join(folder, "missing.json"),
  folder,
  empty: path.join(folder, "empty.json"),
  broken: path.join(folder, "broken.jsonl"),
  noise: path.join(folder, "noise.bin"),
  noArchive: path.join(folder, "no-archive.gz"),
  noParquet: path.join(folder, "no-parquet.parquet"),
  list: path.join(folder, "list.json"),
  other: path.join(folder, "other.json"),
  ragged: path.join(folder, "ragged.csv"),
};

const noise = Buffer.from([0x80, 0xff, 0x00, 0xfe, 0x80]);
const write = (file: string, content: string | Buffer) => {
  writeFileSync(file, content);
};

beforeAll(() => {
  mkdirSync(fresh);
  write(closed, "a file");
  write(files.empty, "");
  write(files.broken, '{"a":1}\n{"a":');
  write(files.noise, noise);
  write(files.noArchive, noise);
  write(files.noParquet, noise);
  write(files.list, "[]");
  write(files.other, '{"a":1}');
  write(files.ragged, "a,b\n1,2,3\n");
});

/** A command line that fails when it runs, and what the message says. */
type Failure = readonly [args: readonly string[], message: RegExp, home?: string];

const everyFile = (...args: string[]) =>
  Object.values(files).map((file): Failure => [[...args, file], /./]);

const failures: readonly Failure[] = [
  [["up"], /closed/, closed],
  [["down"], /closed/, closed],
  [["demo"], /closed/, closed],
  [["snapshot", "save", "one"], /There is no lake/],
  [["snapshot", "load", "one"], /There is no snapshot "one"/],
  [["snapshot", "list", "--nothing"], /unknown option '--nothing'/],
  [["snapshot", "delete", "one"], /There is no snapshot "one"/],
  ...["bash", "zsh", "fish"].map((shell): Failure => [
    ["completion", shell, "extra"],
    /too many arguments/,
  ]),
  [["completion", "suggest", "--nothing"], /unknown option '--nothing'/],
  [["status", "--dataset", "nothing"], /no dataset "nothing"/],
  [["status", "--env", "nowhere"], /no environment "nowhere"/],
  [["console", "--env", "nowhere"], /no environment "nowhere"/],
  [["console", "--port", "80"], /Expected a whole number from 1024/],
  [["logs"], /There is no log/],
  [["publish"], /neither a file nor --count/],
  [["publish", "--count", "1"], /not running/],
  ...everyFile("publish"),
  ...everyFile("publish", "--jq", ".["),
  [["publish", files.other, "--dry-run", "--wait"], /--dry-run with --wait/],
  [["publish", files.list, "--dry-run"], /contains no event/],
  [["publish", files.folder, "--dry-run"], /is a folder/],
  [["publish", files.other, "--dry-run", "--dataset", "nothing"], /no dataset/],
  [["publish", "--count", "1", "--delimiter", "tab"], /--delimiter tab without a file/],
  [["publish", files.ragged, "--quote", "ab"], /Expected one character, or tab/],
  [["publish", files.noArchive], /is not gzip, as its name says/],
  [["publish", files.noParquet], /is not Parquet, as its name says/],
  [["crawl"], /not running/],
  [["query", "SELECT 1"], /not running/],
  [["query"], /There is no statement/],
  [["query", "SELECT 1", "-f", "query.sql"], /There are two statements/],
  [["query", "-f", files.missing], /can't be read/],
  [["query", "SELECT 1", "--output", "xml"], /Allowed choices are table, vertical, csv/],
  [["query", "SELECT 1", "--output", "csv", "--json"], /cannot be used with option/],
  [["query", "SELECT 1", "--env", "nowhere"], /no environment/],
  [["sql", "--env", "nowhere"], /no environment/],
  [["evolve", "--env", "nowhere"], /no environment/],
  [["replay", "--from", "errors"], /not running/],
  [["bootstrap", "--env", "local"], /no bucket to create/],
  [["bootstrap", "--env", "nowhere"], /no environment/],
  ...everyFile("import", "--env", "local", "--from-stack"),
  [["import", "--env", "local", "--from-stack", files.folder], /is a folder/],
  [["destroy", "--env", "nowhere"], /no environment/],
  [["destroy", "--env", "dev"], /LAKE_ALLOW_DESTROY/],
  [["doctor", "--env", "nowhere"], /no environment/],
  [["deployer-policy", "--env", "nowhere"], /no environment/],
  [["deployer-policy", "--env", "dev"], /dev has no accountId/],
  [["deployer-policy", "--env", "dev", "--account-id", "12"], /expected twelve digits/],
  [["cost"], /none of --env, --plan and --stack/],
  [["cost", "--env", "nowhere"], /no environment/],
  ...everyFile("cost", "--plan"),
  ...everyFile("cost", "--stack"),
  [["lock-providers", "--platform", "vax"], /--platform is invalid/],
  [["lock-providers", "--mirror", files.missing], /--mirror is not a folder/],
  [["review"], /none of --env, --plan, --tfc-run and --tfc-task/],
  [["review", "--env", "local"], /not running/],
  ...everyFile("review", "--plan"),
  ...everyFile("deploy", "--env", "dev", "--plan"),
  [["deploy", "--env", "local", "--plan", files.other], /not in S3/],
  [["destroy", "--env", "nowhere"], /no environment/],
  [["destroy", "--env", "local"], /not running/],
  [["destroy", "--env", "dev"], /LAKE_ALLOW_DESTROY is not set/],
  ...everyFile("dataset", "add", "orders", "--dry-run", "--from"),
  [["dataset", "add", "Bad-Name", "--from", files.other], /can't be the name of a table/],
  [["dataset", "add", "sample_events", "--from", files.other], /exists already/],
  [["dataset", "rename", "nothing", "orders"], /no dataset/],
  [["dataset", "rename", "earthquakes", "sample_events"], /exists more than once/],
  [["dataset", "remove", "nothing"], /no dataset/],
  [["dataset", "remove", "earthquakes", "--not-deployed", "nowhere"], /no environment "nowhere"/],
  [["dataset", "unlock", "nothing"], /no dataset/],
  [["dataset", "unlock", "earthquakes", "--not-deployed", "nowhere"], /no environment/],
];

/** Inputs of `everyFile` that a command takes. */
const accepted = [`dataset add orders --dry-run --from ${files.other}`];

/** Commands that read nothing but the project's own files: they fail with those, or on their command line, only. */
const ownFilesOnly = ["dataset list", "dataset lock", "dataset docs"];

/** Runs a command line with `--json` in this process. */
const run = (args: readonly string[], home = fresh, lake = createProgram(true)) =>
  runInProcess([...args, "--json"], home, lake);

/** Expects one failure for people on standard error, and the same for programs on standard output. */
function expectFailure({ stdout, stderr, exitCode }: Ended, message: RegExp): void {
  expect(exitCode).toBe(1);
  const document: unknown = JSON.parse(stdout);
  expect(document).toEqual({
    error: expect.objectContaining({
      message: expect.stringMatching(message) as unknown,
      advice: expect.stringMatching(/\w/) as unknown,
    }) as unknown,
  });
  expect(stderr).toMatch(/^error: /m);
  // People and programs are advised alike.
  const { error } = document as { error: { advice: string } }; // as was just checked
  expect(stderr).toContain(error.advice);
  expect(stdout + stderr).not.toContain("\x1b");
  expect(stdout + stderr).not.toMatch(/^\s+at .+:\d+|undefined|\[object|TypeError|RangeError/m);
}

/** Every command by its words, as `dataset add`. */
function commandsOf(lake: Command, words: readonly string[] = []): string[] {
  return lake.commands.flatMap((command) => {
    const path = [...words, command.name()];
    return command.commands.length === 0 ? [path.join(" ")] : commandsOf(command, path);
  });
}

const commands = commandsOf(createProgram());

describe("a command that fails with --json", () => {
  it("is here for every command", () => {
    const lines = failures.map(([args]) => `${args.join(" ")} `);
    const tried = commands.filter((command) =>
      lines.some((line) => line.startsWith(`${command} `)),
    );
    expect([...tried, ...ownFilesOnly].sort()).toEqual([...commands].sort());
  });

  it.each(
    failures
      .filter(([args]) => !accepted.includes(args.join(" ")))
      .map((each) => [each[0].join(" ").replaceAll(folder, "FOLDER"), each] as const),
  )("prints one document: lake %s", async (_, [args, message, home]) => {
    const ended = await run(args, home);
    expectFailure(ended, message);
    // Nothing in it is of this run only.
    expect((await run(args, home)).stdout).toBe(ended.stdout);
  });

  it.each([...commands, "dataset", "snapshot", "completion"])(
    "prints one document for an unknown option: lake %s",
    async (command) => {
      expectFailure(
        await run([...command.split(" "), "--no-such-option"]),
        /(unknown|required) option/,
      );
    },
  );

  it.each(["", "dataset", "snapshot", "completion"])(
    "prints one document without a command: lake %s",
    async (group) => {
      expectFailure(await run(group.split(" ").filter(Boolean)), /^missing command$/);
    },
  );

  it.each(ownFilesOnly)(
    "prints one document where a file in config/ is broken: lake %s",
    async (command) => {
      jest.resetModules();
      jest.doMock("../../config/datasets", () => {
        throw new Error("broken");
      });
      try {
        const { createProgram: program } = await import("../../cli/program");
        expectFailure(await run(command.split(" "), fresh, program(true)), /^broken$/);
      } finally {
        jest.dontMock("../../config/datasets");
      }
    },
  );
});
