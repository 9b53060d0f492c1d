import { Command, InvalidArgumentError, Option } from "commander";
import type { DatasetAddOptions } from "./dataset/dataset-add-command";
import type { PublishOptions } from "./publish/publish-options";
import { printable } from "../errors/printable";
import { explainError } from "./terminal/explain-error";
import { hasPendingCleanup, watchInterruption } from "./terminal/interruption";
import { Output } from "./terminal/output";
import { REPLAY_SOURCES } from "./replay/source/replay-source";
import { DEFAULT_PORT, ENFORCE_IAM } from "../local/runtime/emulator-options";

/** Options that every command has. */
interface CommonOptions {
  readonly json?: boolean;
}

const program = new Command("lake")
  .description("The streaming data lake on your machine, and on AWS.")
  .showHelpAfterError("Run `npx lake --help` for the commands.")
  .helpCommand(false)
  .configureOutput({
    // Commander writes a line for each error, which quotes what was typed, and maybe another that suggests a name.
    outputError: (text, write) =>
      write(`${printable(text.trimEnd()).replace(/\\n(?=\(Did you mean [^()]*\?\)$)/, "\n")}\n`),
  });

const portOption = () =>
  new Option(
    "--port <number>",
    `port of the embedded AWS on 127.0.0.1 (default: ${DEFAULT_PORT})`,
  ).argParser(wholeNumber(1, 65_535));
const environmentOption = () =>
  new Option("--env <name>", "environment of config/environments.ts").default("local");
const datasetOption = (whenLeftOut: string) =>
  new Option("--dataset <name>", `dataset of config/datasets/ (default: ${whenLeftOut})`);

command("up", "start the embedded AWS in the background and deploy the stack `local` to it")
  .addOption(portOption())
  .option(ENFORCE_IAM, "refuse what the deployed policies do not allow a role, as AWS does", false)
  .action(run(async () => (await import("./emulator/up-command")).upCommand));

command("down", "stop the embedded AWS; all that it held is gone").action(
  run(async () => (await import("./emulator/down-command")).downCommand),
);

command("status", "show what runs, and how far each stage of the pipeline is")
  .addOption(environmentOption())
  .addOption(datasetOption("all"))
  .option("--watch", "refresh every two seconds", false)
  .action(run(async () => (await import("./status/status-command")).statusCommand));

command("logs", "show the log of the embedded AWS")
  .option("--lines <number>", "how many of the newest lines", wholeNumber(1, 1_000_000), 50)
  .option("--follow", "go on as it grows", false)
  .action(run(async () => (await import("./emulator/logs-command")).logsCommand));

command("publish", "publish events by the publisher function")
  .argument(
    "[file]",
    "JSON document, JSON array, JSON lines or CSV; - reads JSON from standard input",
  )
  .option("--jq <expression>", "pick the events out of the file, for example '.features[]'")
  .option("--events <numbers>", "only these events of the file, from 1: 3,17,20001- (to the last)")
  .option("--dry-run", "send nothing, and say what Firehose would do with each record", false)
  .option(
    "--count <number>",
    "let the function generate this many events",
    wholeNumber(1, 10_000_000),
  )
  .addOption(environmentOption())
  .addOption(datasetOption("the first"))
  .action((file: string | undefined, options: CommonOptions & Omit<PublishOptions, "file">) =>
    run(async () => (await import("./publish/publish-command")).publishCommand)({
      ...options,
      file,
    }),
  );

command("crawl", "run the crawler and wait for it")
  .addOption(environmentOption())
  .addOption(datasetOption("the first"))
  .action(run(async () => (await import("./crawl/crawl-command")).crawlCommand));

command("query", "run SQL through Athena")
  .argument("<sql>", "one statement, in Athena's SQL")
  .addOption(environmentOption())
  .action((sql: string, options: CommonOptions & { env: string }) =>
    run(async () => (await import("./query/query-command")).queryCommand)({ ...options, sql }),
  );

command("replay", "send failed records, or the raw backup, into the stream again")
  .addOption(
    new Option("--from <source>", "what to send again")
      .choices(REPLAY_SOURCES)
      .makeOptionMandatory(),
  )
  .addOption(datasetOption("the first"))
  .addOption(environmentOption())
  .option("--since <time>", "arrived at or after: 2026-11-25T21:00 (UTC), or 90m, 6h, 7d ago")
  .option("--until <time>", "arrived before")
  .option("--match <text>", "record or reason holds a text, or matches /a regular expression/i")
  .option(
    "--transform <file>",
    "module whose default export mends an event: (event, context) => event",
  )
  .option(
    "--transform-timeout <seconds>",
    "longest that the module may take for one record",
    wholeNumber(1, 3_600),
    10,
  )
  .option("--rate <number>", "records a second", wholeNumber(1, 1_000_000), 500)
  .option("--limit <number>", "handle at most this many records", wholeNumber(1, 1_000_000_000))
  .option("--max-replays <number>", "replays of one record", wholeNumber(1, 1_000), 3)
  .option("--dry-run", "send and write nothing; tell what would be", false)
  .option("--yes", "send the raw backup although the lake may have its events already", false)
  .action(run(async () => (await import("./replay/replay-command")).replayCommand));

command("demo", "deploy, publish, deliver, crawl and query, on the embedded AWS")
  .addOption(portOption())
  .option(
    "--count <number>",
    "events to generate beside the sample event",
    wholeNumber(1, 100_000),
    1000,
  )
  .option("--bad-event", 'publish one event more, whose timestamp is "yesterday"', false)
  .option("--keep", "leave the embedded AWS running at the end", false)
  .action(run(async () => (await import("./demo/demo-command")).demoCommand));

command("bootstrap", "make the bucket in which an environment keeps its Terraform state")
  .requiredOption("--env <name>", "environment of config/environments.ts")
  .option("--adopt", "take over a bucket that your account has already", false)
  .action(run(async () => (await import("./bootstrap/bootstrap-command")).bootstrapCommand));

command("import", "find out how an environment keeps what the article's CloudFormation stack made")
  .requiredOption("--from-stack <file or name>", "list of the stack's resources, or its name")
  .requiredOption("--env <name>", "environment of config/environments.ts")
  .addOption(datasetOption("the first"))
  .option("--map <id=place>", "place of a resource that its name does not tell", collect, [])
  .action(run(async () => (await import("./import/import-command")).importCommand));

usageOptions(
  command(
    "cost",
    "reckon what a lake costs in a month, line by line, and what would make it cheaper",
  ),
)
  .option("--env <name>", "environment of config/environments.ts")
  .option("--plan <file>", "output of `terraform show -json` instead; - reads standard input")
  .option("--stack <folder>", "folder of a synthesized stack instead")
  .option("--region <name>", "prices of another region than the stack's")
  .option("--markdown", "print GitHub's Markdown", false)
  .action(run(async () => (await import("./cost/cost-command")).costCommand));
command("lock-providers", "write down the versions and checksums of Terraform's providers")
  .option("--platform <system_processor>", "instead of Linux and macOS on both", collect, [])
  .option("--mirror <folder>", "filesystem mirror to read, instead of the registry")
  .option("--upgrade", "take the newest version that the stack allows", false)
  .action(
    run(async () => (await import("./lock-providers/lock-providers-command")).lockProvidersCommand),
  );

usageOptions(command("review", "turn a Terraform plan into one report for a pull request"))
  .option("--env <name>", "environment of config/environments.ts, which is planned")
  .option("--plan <file>", "output of `terraform show -json` instead; - reads standard input")
  .option("--no-lock", "plan without the state's lock, by credentials that may only read it")
  .option("--save-plan <file>", "keep the plan for `lake deploy`, and write its receipt to a file")
  .option("--svg <file>", "draw the pipeline with what changes marked")
  .option("--title <text>", "first line of the report")
  .option(
    "--exit-code",
    "end with 0 for no changes, 2 for changes, 3 for a second pair of eyes",
    false,
  )
  .action(run(async () => (await import("./review/review-command")).reviewCommand));

command("deploy", "apply the plan that was saved and approved, and nothing else")
  .requiredOption("--env <name>", "environment of config/environments.ts")
  .requiredOption(
    "--plan <file>",
    "receipt that `lake review --save-plan` wrote; - reads standard input",
  )
  .action(run(async () => (await import("./deploy/deploy-command")).deployCommand));

const dataset = program.command("dataset").description("the datasets in config/datasets/");

command("add", "infer the schema of a file of events and write the dataset's file", dataset)
  .argument("<name>", "name of the dataset and its table, for example web_orders")
  .requiredOption(
    "--from <file>",
    "JSON document, JSON array, JSON lines or CSV; - reads JSON from standard input",
  )
  .option("--jq <expression>", "pick the events out of the file, for example '.features[]'")
  .option(
    "--partition-key <path>",
    "field whose value is the Kinesis partition key (default: a random key)",
  )
  .option("--description <sentence>", "what the events are (default: the name in words)")
  .option("--dry-run", "write nothing", false)
  .action((name: string, options: CommonOptions & Omit<DatasetAddOptions, "name">) =>
    run(async () => (await import("./dataset/dataset-add-command")).datasetAddCommand)({
      ...options,
      name,
    }),
  );

command("lock", "write the schemas of all datasets to their locks, as published", dataset)
  .option("--check", "write nothing, and fail when a lock is missing or out of date", false)
  .action(run(async () => (await import("./dataset/dataset-lock-command")).datasetLockCommand));

command("docs", "write JSON Schemas and the data dictionary from all datasets", dataset)
  .option("--check", "write nothing, and fail when a file is missing or out of date", false)
  .action(run(async () => (await import("./dataset/dataset-docs-command")).datasetDocsCommand));

function command(name: string, description: string, parent = program): Command {
  return parent
    .command(name)
    .description(description)
    .option("--json", "print the result as JSON", false);
}

/**
 * Runs a command with its output; a failure becomes one message and exit code 1.
 *
 * @param load brings the command when it is asked for, so that none waits for the SDK clients of the others
 */
function run<Options>(
  load: () => Promise<(output: Output, options: Options) => Promise<void>>,
): (options: Options & CommonOptions) => Promise<void> {
  return async (options) => {
    watchInterruption();
    try {
      const work = await load();
      await work(new Output({ json: options.json }), options);
    } catch (error) {
      process.exitCode = 1;
      const isLocal = "env" in options && options.env === "local";
      const loss = isLocal ? await lossBehind(error) : undefined;
      process.stderr.write(`${explainError(loss ?? error)}\n`);
    }
  };
}

/** The end of the embedded AWS where that is why a call failed. */
async function lossBehind(error: unknown): Promise<Error | undefined> {
  const { explainEmulatorFailure } = await import("./target/local-emulator");
  return explainEmulatorFailure(error).catch(() => undefined);
}

/** Takes an option that may be given several times. */
function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Allowed are whole numbers from ${least} to ${most}.`);
  };
}

/** What costs are reckoned for. */
function usageOptions(target: Command): Command {
  return target
    .option("--events-per-second <number>", "events into the stream of each dataset", amount(0))
    .option("--event-bytes <number>", "bytes of one event", amount(1))
    .option("--events-per-record <number>", "events in one Kinesis record", wholeNumber(1, 10_000))
    .option("--queries-per-day <number>", "questions asked through Athena", amount(0))
    .option("--scan-bytes-per-query <number>", "bytes that each of them scans", amount(0))
    .option("--month <number>", "month of the lake's life, 1 for the first", wholeNumber(1, 1_200))
    .option("--parquet-ratio <number>", "bytes of Parquet for one byte of JSON", amount(0.001))
    .option("--active-partitions <number>", "folders of dynamic partitioning", wholeNumber(1, 500))
    .option(
      "--events-per-invocation <number>",
      "events in one call of the publisher function; 0 when producers put them themselves",
      wholeNumber(0, 1_000_000),
    )
    .option("--crawler-dpus <number>", "data processing units of a crawl", amount(0.1));
}

function amount(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+(\.\d+)?(e\d+)?$/.test(text) && Number.isFinite(value) && value >= least) return value;
    throw new InvalidArgumentError(`Allowed are numbers from ${least}.`);
  };
}

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  // Whoever read the output, `head` for example, has seen enough. What must not be left half-done goes on unseen.
  if (!hasPendingCleanup()) process.exit();
});
// Nobody reads what is said on the way, or the terminal is gone: no reason to leave a deployment half-done.
process.stderr.on("error", () => undefined);

void program.parseAsync();
