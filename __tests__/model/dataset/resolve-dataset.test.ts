import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { datasets } from "../../fixtures/datasets";
import { sampleEvents } from "../../fixtures/datasets/sample-events";
import type { Dataset } from "../../../model/dataset/dataset";
import { datasetDefaults } from "../../../model/dataset/dataset-defaults";
import { resolveDataset } from "../../../model/dataset/resolve-dataset";
import { nonEmpty } from "../../support/non-empty";
import { fallbackValues } from "../../support/sources/fallback-values";
import { exportedType } from "../../support/sources/library-types";
import { optionalProperties } from "../../support/sources/optional-properties";
import { projectFiles, root } from "../../support/sources/project-files";

const { name, description, columns } = sampleEvents;
const bare: Dataset = { name, description, columns };

/** Every optional setting, found by the type; columns have no defaults of their own. */
const optionalSettings = optionalProperties(exportedType("Dataset"), { ...bare }).filter(
  (setting) => !setting.path.includes("columns"),
);

describe("a resolved dataset", () => {
  it("has every default of the table", () => {
    const values = Object.entries(datasetDefaults).map(([setting, { value }]) => [setting, value]);
    expect(resolveDataset(bare)).toEqual({ ...bare, ...Object.fromEntries(values) });
  });

  it("is tested for every optional setting of the type", () => {
    expect(optionalSettings.map((setting) => setting.path)).toEqual(
      expect.arrayContaining([...Object.keys(datasetDefaults), "eventIdPath"]),
    );
  });

  it.each(optionalSettings)("treats $path: undefined like a missing setting", (setting) => {
    // TypeScript rejects this value; untyped code can pass it.
    const [missing, named] = [setting.without, setting.asUndefined] as unknown as [
      Dataset,
      Dataset,
    ];
    expect(resolveDataset(named)).toEqual(resolveDataset(missing));
  });

  it("is the only place with values of defaults, besides the table", () => {
    const setting = new RegExp(
      `\\b(?:${Object.keys(datasetDefaults).join("|")}) (?:=|\\?\\?|\\|\\|)`,
    );
    const files = projectFiles(/^(?:model|modules|stacks|lambda-src|cli)\/.*\.ts$/);
    const found = nonEmpty(files).flatMap((file) => {
      const text = readFileSync(path.join(root, file), "utf8");
      const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, /* parents */ true);
      return fallbackValues(source)
        .filter((fallback) => setting.test(fallback))
        .map((fallback) => `${file}: ${fallback}`);
    });
    expect(found).toEqual([]);
  });

  it("keeps what is set", () => {
    const given = {
      storage: "iceberg",
      partitionKeyOrder: "any",
      validation: "reject",
      partitionGranularity: "day",
      partitionBy: [{ name: "status", path: "event.status" }],
    } satisfies Partial<Dataset>;
    expect(Object.keys(given)).toEqual(Object.keys(datasetDefaults));
    expect(resolveDataset({ ...bare, ...given })).toEqual({ ...bare, ...given });
  });

  it("does not change when it is resolved again", () => {
    for (const dataset of nonEmpty(datasets)) {
      const resolved = resolveDataset(dataset);
      expect(resolveDataset(resolved)).toEqual(resolved);
    }
  });
});
