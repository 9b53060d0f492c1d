import { join, resolve } from "node:path";
import { App } from "cdktf";
import { datasets } from "./config/datasets";
import { environments } from "./config/environments";
import { DataLakeStack } from "./stacks/data-lake-stack";
import { buildPublisherPackage } from "./modules/streaming/publisher-package";

async function main(): Promise<void> {
  const deployments = await Promise.all(
    datasets.map(async (dataset) => ({
      dataset,
      publisherPackage: await buildPublisherPackage({
        dataset,
        sourceFolder: resolve("lambda-src/publisher"),
        outputFolder: join(".lake/packages", dataset.name),
      }),
    })),
  );
  const app = new App({ stackTraces: false });
  for (const environment of environments) {
    new DataLakeStack(app, { environment, datasets: deployments });
  }
  app.synth();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
