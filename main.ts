// First: it refuses a Node.js that is too old for what follows.
import "./errors/require-node.cjs";
import { join, resolve } from "node:path";
import { App } from "cdktf";
import { withVariables } from "./model/environment/with-variables";
import { checkConfiguration } from "./model/validation/check-configuration";
import { datasets } from "./config/datasets";
import { environments as configured } from "./config/environments";
import { printableLines } from "./errors/printable";
import { addEnvironmentStacks } from "./stacks/environment-stacks";
import { findViolations } from "./stacks/find-violations";
import { copyProviderLock, providerLockFile } from "./stacks/terraform/provider-lock";
import { packageDatasets } from "./stacks/data-lake/package-datasets";

async function main(): Promise<void> {
  // CI pipelines set missing variables to an empty string.
  const allowDestroy = process.env.LAKE_ALLOW_DESTROY || undefined;
  const environments = configured.map((environment) => withVariables(environment, process.env));
  const lockFolder = resolve("config/datasets");
  const { TERRAFORM_BINARY_NAME: terraformCommand } = process.env;
  const settings = { lockFolder, allowDestroy, terraformCommand };
  const check = checkConfiguration({ environments, datasets, ...settings });
  if (check.violations.length > 0) return fail(check.violations);
  check.notes.forEach((note) => console.log(note));

  const deployments = await packageDatasets(datasets, {
    sourceFolder: resolve("lambda-src/publisher"),
    packagesFolder: join(process.env.LAKE_HOME || ".lake", "packages"),
    lockFolder,
  });
  const app = new App({ stackTraces: false });
  for (const environment of environments) {
    addEnvironmentStacks(app, { environment, allowDestroy, datasets: deployments });
  }
  const violations = findViolations(app);
  if (violations.length > 0) return fail(violations);
  app.synth();
  copyProviderLock(app, environments, resolve(providerLockFile));
}

function fail(lines: readonly string[]): void {
  console.error(lines.map(printableLines).join("\n"));
  process.exitCode = 1;
}

main().catch((error: unknown) => fail([error instanceof Error ? error.message : String(error)]));
