import { declareCommand, lazyAction } from "../command-line/declare-command";
import type { DeclareCommand } from "../command-line/declare-command";
import { addUsageOptions } from "../cost/usage-options";

/** `lake review`. */
export const declareReview: DeclareCommand = (parent) => {
  const command = declareCommand(
    parent,
    "review",
    "summarize a Terraform plan as a report for a pull request",
    [
      "npx lake review --env dev",
      "npx lake review --plan plan.json --exit-code",
      "terraform show -json plan | npx lake review --plan - --sarif findings.sarif",
    ],
  )
    .option(
      "--env <environment>",
      "plan this environment of config/environments.ts (required without --plan, --tfc-run and --tfc-task)",
    )
    .option("--plan <file>", "output of `terraform show -json` instead; - reads standard input")
    .option("--tfc-run <id>", "the plan of this run of Terraform Cloud instead")
    .option(
      "--tfc-task <file>",
      "the plan of this request to a run task of Terraform Cloud instead, and answer it; - reads standard input",
    )
    .option(
      "--tfc-host <name>",
      "host of Terraform Enterprise (default: TF_CLOUD_HOSTNAME, app.terraform.io)",
    )
    .option(
      "--as <environment>",
      "apply the team's waivers and severities for this environment (default: that of --env)",
    )
    .option("--conftest <file>", "also review the results of `conftest test --output json`")
    .option("--no-lock", "plan without locking the state, with credentials that can only read it")
    .option(
      "--save-plan <file>",
      "save the plan for `lake deploy`, and write its receipt to a file",
    )
    .option("--svg <file>", "write a diagram of the pipeline with the changes marked")
    .option("--sarif <file>", "write the findings as SARIF 2.1.0, for code scanning")
    .option("--junit <file>", "write the findings as JUnit XML, for test reports")
    .option("--title <text>", "first line of the report")
    .option(
      "--exit-code",
      "exit with 0 for no changes, 2 for changes, 3 if a second person should review them",
      false,
    );
  addUsageOptions(command).action(
    lazyAction(async () => (await import("./review-command")).reviewCommand),
  );
};
