import { join } from "node:path";
import type { Dataset } from "../../model/dataset/dataset";
import { buildPublisherPackage, bundlePublisher } from "../../modules/streaming/publisher-package";
import type { DatasetDeployment } from "../data-lake-stack";

/** Source folder of the publisher, and output folder of its packages. */
export interface PackagingProps {
  /** Absolute path of the folder that holds the function's `index.ts`. */
  readonly sourceFolder: string;
  /** Output folder, with a subfolder for each dataset. */
  readonly packagesFolder: string;
}

/** Packages the publisher for every dataset; its code is bundled once. */
export async function packageDatasets(
  datasets: readonly Dataset[],
  { sourceFolder, packagesFolder }: PackagingProps,
): Promise<DatasetDeployment[]> {
  const code = await bundlePublisher(sourceFolder);
  return Promise.all(
    datasets.map(async (dataset) => ({
      dataset,
      publisherPackage: await buildPublisherPackage({
        dataset,
        sourceFolder,
        code,
        outputFolder: join(packagesFolder, dataset.name),
      }),
    })),
  );
}
