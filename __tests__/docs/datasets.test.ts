import { datasetDefaults } from "../../model/dataset/dataset-defaults";
import { defaultsTable } from "./support/defaults-table";
import { documentedTable } from "./support/generated-table";

describe("the page about datasets", () => {
  it("lists every default", () => {
    const table = defaultsTable(datasetDefaults);
    // Out of date? Run: npm run docs:configuration
    expect(documentedTable("data/datasets.md", "defaults", table)).toEqual([
      table.header,
      ...table.rows,
    ]);
  });
});
