import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { datasetListCommand } from "../../../cli/dataset/dataset-list-command";
import type { ListedDataset } from "../../../cli/dataset/dataset-list-command";
import { readDatasetLocks } from "../../../cli/dataset/dataset-locks";
import { column } from "../../../model/dataset/column-type";
import { collectedOutput } from "../support/collected-output";

const orders = {
  name: "orders",
  description: "Orders of the shop.",
  columns: { id: column.int(), customer: column.string({ personal: true }) },
};

describe("lake dataset list", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "dataset-list-"));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  /** What it prints for orders with these columns. */
  async function listed(columns: typeof orders.columns & Record<string, unknown>) {
    const { output, text } = collectedOutput(true);
    const datasets = [{ ...orders, columns: columns as typeof orders.columns }]; // columns with more names
    await datasetListCommand(output, {}, { datasets, folder });
    return (JSON.parse(text()) as { datasets: ListedDataset[] }).datasets;
  }

  it("shows each dataset with its personal fields and the state of its lock", async () => {
    const expected = {
      dataset: "orders",
      description: "Orders of the shop.",
      columns: 2,
      personal: ["customer"],
    };
    expect(await listed(orders.columns)).toEqual([
      { ...expected, lockedVersion: null, upToDate: false },
    ]);
    await readDatasetLocks({ datasets: [orders], folder }).write();
    expect(await listed(orders.columns)).toEqual([
      { ...expected, lockedVersion: 1, upToDate: true },
    ]);
    expect(await listed({ ...orders.columns, total: column.double() })).toEqual([
      { ...expected, columns: 3, lockedVersion: 1, upToDate: false },
    ]);
  });

  it("shows the same as a table", async () => {
    const { output, text } = collectedOutput();
    await datasetListCommand(output, {}, { datasets: [orders], folder });
    expect(text()).toMatch(/orders .*2 .*1 .*version 1 .*Orders of the shop\./);
  });
});
