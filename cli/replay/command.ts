import { Option } from "commander";
import { declareCommand, lazyAction } from "../command-line/declare-command";
import type { DeclareCommand } from "../command-line/declare-command";
import { datasetOption, environmentOption, wholeNumber } from "../command-line/options";
import { REPLAY_DEFAULTS } from "./replay-defaults";
import { REPLAY_SOURCES } from "./source/replay-source";

/** `lake replay`. */
export const declareReplay: DeclareCommand = (parent) => {
  declareCommand(
    parent,
    "replay",
    "send failed records, records of the raw backup, or records that were never read, to the stream again",
    [
      "npx lake replay --from errors --dry-run",
      "npx lake replay --from errors --since 6h --transform fix.mjs",
      "npx lake replay --from raw --since 2026-11-25T21:00 --until 2026-11-25T22:00 --env prod",
    ],
  )
    .addOption(
      new Option("--from <source>", "what to send").choices(REPLAY_SOURCES).makeOptionMandatory(),
    )
    .addOption(datasetOption("the first"))
    .addOption(environmentOption())
    .option(
      "--since <time>",
      "only records that arrived at or after: 2026-11-25T21:00 (UTC), or 90m, 6h, 7d ago",
    )
    .option("--until <time>", "only records that arrived before")
    .option(
      "--match <text>",
      "only records whose data or error contains a text, or matches /a regular expression/i",
    )
    .option(
      "--transform <file>",
      "module whose default export corrects an event: (event, context) => event",
    )
    .option(
      "--transform-timeout <seconds>",
      "time limit of the module for one record",
      wholeNumber(1, 3_600),
      REPLAY_DEFAULTS.transformTimeout,
    )
    .option(
      "--rate <number>",
      "records per second",
      wholeNumber(1, 1_000_000),
      REPLAY_DEFAULTS.rate,
    )
    .option("--limit <number>", "process at most this many records", wholeNumber(1, 1_000_000_000))
    .option(
      "--max-replays <number>",
      "replays of one record before it is quarantined",
      wholeNumber(1, 1_000),
      REPLAY_DEFAULTS.maxReplays,
    )
    .option("--dry-run", "send and write nothing; show what would happen", false)
    .option("--yes", "send records although the lake may already contain them", false)
    .action(lazyAction(async () => (await import("./replay-command")).replayCommand));
};
