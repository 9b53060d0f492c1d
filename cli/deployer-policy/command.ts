import { declareCommand, lazyAction } from "../command-line/declare-command";
import type { DeclareCommand } from "../command-line/declare-command";

/** `lake deployer-policy`. */
export const declareDeployerPolicy: DeclareCommand = (parent) => {
  declareCommand(
    parent,
    "deployer-policy",
    "print the IAM policies of whoever bootstraps, deploys and destroys an environment, and no more",
  )
    .requiredOption("--env <name>", "environment in config/environments.ts")
    .option("--account-id <id>", "account of an environment without accountId")
    .action(
      lazyAction(async () => (await import("./deployer-policy-command")).deployerPolicyCommand),
    );
};
