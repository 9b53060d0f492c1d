import { join, resolve } from "node:path";
import { App } from "cdktf";
import { sampleEvents } from "../../__tests__/fixtures/datasets/sample-events";
import { environments } from "../../config/environments";
import { DataLakeStack } from "../../stacks/data-lake-stack";
import { packageDatasets } from "../../stacks/data-lake/package-datasets";

/** Synthesizes an environment with copies of the sample dataset into a folder, as main.ts does. */
async function main(count: number, folder: string, name: string): Promise<void> {
  const environment = environments.find((each) => each.name === name);
  if (environment === undefined) throw new Error(`There is no environment ${name}.`);
  const datasets = await packageDatasets(
    Array.from({ length: count }, (_, index) => ({ ...sampleEvents, name: `events_${index}` })),
    {
      sourceFolder: resolve("lambda-src/publisher"),
      packagesFolder: join(folder, "packages"),
    },
  );
  const app = new App({ stackTraces: false, outdir: join(folder, "cdktf.out") });
  new DataLakeStack(app, { environment, datasets });
  app.synth();
}

main(Number(process.argv[2]), process.argv[3] ?? "", process.argv[4] ?? "").catch(
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
