import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { column } from "../../../model/dataset/column-type";
import { defineDataset } from "../../../model/dataset/dataset";
import type { Dataset } from "../../../model/dataset/dataset";
import { nextLock } from "../../../model/schema-evolution/next-lock";
import { checkSchemaLocks } from "../../../model/schema-evolution/schema-gate";
import { renderLock } from "../../../model/schema-evolution/schema-lock";
import { lockFileName, readLockFiles } from "../../../model/schema-evolution/schema-lock-files";
import { packageDatasets } from "../../../stacks/data-lake/package-datasets";
import { sampleEvents } from "../../fixtures/datasets/sample-events";
import { root } from "../../support/sources/project-files";

const ordersWith = (columns: Dataset["columns"]) =>
  defineDataset({ name: "orders", description: "Orders.", storage: "iceberg", columns });
const first = ordersWith({ order_id: column.int() });
const second = ordersWith({ order_id: column.bigint(), note: column.string() });

describe("the deployment of a dataset", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "package-datasets-"));
  const sourceFolder = path.join(root, "lambda-src", "publisher");
  const packagesFolder = path.join(folder, "packages");

  afterAll(() => rmSync(folder, { recursive: true }));

  function lock(...datasets: readonly Dataset[]): void {
    for (const state of checkSchemaLocks(datasets, readLockFiles(folder)).states) {
      const file = path.join(folder, lockFileName(state.dataset.name));
      writeFileSync(file, renderLock(nextLock(state)));
    }
  }
  const deploymentOf = async (dataset: Dataset, lockFolder?: string) => {
    const props = { sourceFolder, packagesFolder, ...(lockFolder && { lockFolder }) };
    const [deployment] = await packageDatasets([dataset], props);
    return deployment;
  };

  it("creates an Iceberg table with its first columns, and names the version of its lock", async () => {
    lock(first);
    expect(await deploymentOf(first, folder)).toMatchObject({
      createdWith: undefined,
      schemaVersion: 1,
    });
    lock(second);
    expect(await deploymentOf(second, folder)).toMatchObject({
      createdWith: { order_id: "int" },
      schemaVersion: 2,
    });
  });

  it("names no version of a table of Parquet files, nor where there are no locks", async () => {
    lock(sampleEvents);
    expect(await deploymentOf(sampleEvents, folder)).not.toHaveProperty("schemaVersion");
    expect(await deploymentOf(second)).not.toHaveProperty("schemaVersion");
  });
});
