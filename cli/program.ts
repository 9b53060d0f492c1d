import { Command } from "commander";
import { declareBootstrap } from "./bootstrap/command";
import type { DeclareCommand } from "./command-line/declare-command";
import { reportUsageErrors } from "./command-line/usage-errors";
import { optionDescription } from "./command-line/help";
import { declareCompletion } from "./completion/command";
import { declareConsole } from "./console/command";
import { declareCost } from "./cost/command";
import { declareCrawl } from "./crawl/command";
import { declareDataset } from "./dataset/command";
import { declareDemo } from "./demo/command";
import { declareDeploy } from "./deploy/command";
import { declareDeployerPolicy } from "./deployer-policy/command";
import { declareDestroy } from "./destroy/command";
import { declareDoctor } from "./doctor/command";
import { declareDown, declareLogs, declareUp } from "./emulator/command";
import { declareSnapshot } from "./emulator/snapshot/command";
import { declareEvolve } from "./evolve/command";
import { declareImport } from "./import/command";
import { declareLockProviders } from "./lock-providers/command";
import { declarePublish } from "./publish/command";
import { declareQuery } from "./query/command";
import { declareReplay } from "./replay/command";
import { declareReview } from "./review/command";
import { declareSql } from "./sql/command";
import { declareStatus } from "./status/command";
import { version } from "./package.json";

/** All commands, in the order of the help. */
const commands: readonly DeclareCommand[] = [
  declareUp,
  declareDown,
  declareSnapshot,
  declareStatus,
  declareConsole,
  declareLogs,
  declarePublish,
  declareCrawl,
  declareQuery,
  declareSql,
  declareReplay,
  declareEvolve,
  declareDemo,
  declareBootstrap,
  declareImport,
  declareDoctor,
  declareDeployerPolicy,
  declareCost,
  declareLockProviders,
  declareReview,
  declareDeploy,
  declareDestroy,
  declareDataset,
  declareCompletion,
];

/**
 * The `lake` program with all its commands; nothing runs before it parses arguments.
 *
 * @param hasJson whether the arguments have `--json`: those that can't be parsed are then a document too
 */
export function createProgram(hasJson = false): Command {
  const program = new Command("lake")
    .description("Run the streaming data lake on your machine, and operate it on AWS.")
    .version(version, "--version", "print the version")
    .helpCommand(false)
    .configureHelp({ optionDescription });
  for (const declare of commands) declare(program);
  reportUsageErrors(program, hasJson);
  return program;
}
