import { join } from "node:path";
import type { Dataset } from "../../model/dataset/dataset";
import { isSchemaLock, parseSchemaLock } from "../../model/schema-evolution/parse-schema-lock";
import type { SchemaLock } from "../../model/schema-evolution/schema-lock";
import { readLockFiles } from "../../model/schema-evolution/schema-lock-files";
import { buildPublisherPackage, bundlePublisher } from "../../modules/streaming/publisher-package";
import type { DatasetDeployment } from "../data-lake-stack";

/** Source folder of the publisher, and output folder of its packages. */
export interface PackagingProps {
  /** Absolute path of the folder that holds the function's `index.ts`. */
  readonly sourceFolder: string;
  /** Output folder, with a subfolder for each dataset. */
  readonly packagesFolder: string;
  /**
   * Absolute path of the folder with the locks of the datasets, from which Iceberg tables get their first columns.
   *
   * @default - tables are created with the columns of their datasets
   */
  readonly lockFolder?: string;
}

/** Packages the publisher for every dataset; its code is bundled once. */
export async function packageDatasets(
  datasets: readonly Dataset[],
  { sourceFolder, packagesFolder, lockFolder }: PackagingProps,
): Promise<DatasetDeployment[]> {
  const locks = lockFolder === undefined ? [] : readLocks(lockFolder);
  const code = await bundlePublisher(sourceFolder);
  return Promise.all(
    datasets.map(async (dataset) => {
      const lock = locks.find((each) => each.dataset === dataset.name);
      return {
        dataset,
        ...(lock?.fieldIds === undefined
          ? {}
          : { createdWith: lock.fieldIds.earlier?.[0]?.columns, schemaVersion: lock.version }),
        publisherPackage: await buildPublisherPackage({
          dataset,
          sourceFolder,
          code,
          outputFolder: join(packagesFolder, dataset.name),
        }),
      };
    }),
  );
}

function readLocks(folder: string): SchemaLock[] {
  return readLockFiles(folder)
    .map((file) => parseSchemaLock(file))
    .filter(isSchemaLock);
}
