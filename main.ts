import { join, resolve } from "node:path";
import { App } from "cdktf";
import { datasets } from "./config/datasets";
import { checkDestroySwitch, destroySwitchNotes } from "./config/destroy-switch";
import { environments } from "./config/environments";
import { faultLine } from "./config/fault";
import { checkSchemaLocks } from "./config/schema-gate";
import { readLockFiles } from "./config/schema-lock-files";
import { hasS3State } from "./config/state-location";
import { validateConfiguration } from "./config/validate-configuration";
import { buildPublisherPackage } from "./modules/streaming/publisher-package";
import { DataLakeStack } from "./stacks/data-lake-stack";
import { GitHubAccessStack } from "./stacks/github-access-stack";
import { findViolations } from "./stacks/find-violations";
import { copyProviderLock, providerLockFile } from "./stacks/provider-lock";
import { StateBackendStack } from "./stacks/state-backend-stack";

async function main(): Promise<void> {
  // Empty is how a pipeline says that a variable is not set.
  const allowDestroy = process.env.LAKE_ALLOW_DESTROY || undefined;
  const faults = [
    ...validateConfiguration(environments, datasets),
    ...checkDestroySwitch(environments, allowDestroy),
  ].map(faultLine);
  const gate = checkSchemaLocks(datasets, readLockFiles(resolve("config/datasets")));
  if (faults.length + gate.violations.length > 0) return refuse([...faults, ...gate.violations]);
  const notes = [...gate.notes, ...destroySwitchNotes(environments, allowDestroy)];
  notes.forEach((note) => console.log(note));

  const deployments = await Promise.all(
    datasets.map(async (dataset) => ({
      dataset,
      publisherPackage: await buildPublisherPackage({
        dataset,
        sourceFolder: resolve("lambda-src/publisher"),
        outputFolder: join(process.env.LAKE_HOME || ".lake", "packages", dataset.name),
      }),
    })),
  );
  const app = new App({ stackTraces: false });
  for (const environment of environments) {
    new DataLakeStack(app, { environment, allowDestroy, datasets: deployments });
    if (hasS3State(environment)) new StateBackendStack(app, environment);
    const { github } = environment;
    if (github !== undefined) new GitHubAccessStack(app, { environment, github });
  }
  const violations = findViolations(app);
  if (violations.length > 0) return refuse(violations);
  app.synth();
  copyProviderLock(app, environments, resolve(providerLockFile));
}

function refuse(lines: readonly string[]): void {
  console.error(lines.join("\n"));
  process.exitCode = 1;
}

main().catch((error: unknown) => refuse([error instanceof Error ? error.message : String(error)]));
