import { declareCommand, lazyAction } from "../command-line/declare-command";
import type { DeclareCommand } from "../command-line/declare-command";
import { requiredEnvironmentOption } from "../command-line/options";

/** `lake deployer-policy`. */
export const declareDeployerPolicy: DeclareCommand = (parent) => {
  declareCommand(
    parent,
    "deployer-policy",
    "print the IAM policies of whoever bootstraps, deploys and destroys an environment, and no more",
    [
      "npx lake deployer-policy --env dev",
      "npx lake deployer-policy --env dev --account-id 123456789012 --json",
    ],
  )
    .addOption(requiredEnvironmentOption())
    .option("--account-id <id>", "account of an environment whose accountId is not set")
    .action(
      lazyAction(async () => (await import("./deployer-policy-command")).deployerPolicyCommand),
    );
};
