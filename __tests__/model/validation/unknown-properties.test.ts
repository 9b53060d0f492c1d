import { nearestName } from "../../../errors/nearest-name";
import { column } from "../../../model/dataset/column-type";
import type { Dataset } from "../../../model/dataset/dataset";
import type { Environment } from "../../../model/environment/environment";
import { violationLine } from "../../../model/validation/config-violation";
import { validateConfiguration } from "../../../model/validation/validate-configuration";

const environment: Environment = {
  name: "dev",
  project: "lake",
  region: "eu-west-1",
  removalPolicy: "retain",
  state: { type: "local", folder: "state" },
};
const orders: Dataset = {
  name: "orders",
  description: "Orders.",
  columns: { id: column.int() },
};

/** Violations of properties that TypeScript rejects; spread, so that no type checker sees them. */
function linesFor(settings: object, dataset: object = {}): string[] {
  const environments = [{ ...environment, ...settings }];
  return validateConfiguration(environments, [{ ...orders, ...dataset }]).map(violationLine);
}

describe("properties that nothing reads", () => {
  it.each([
    ["an environment", { rawRetentionDay: 3 }, "rawRetentionDay", "rawRetentionDays"],
    ["another letter case", { Tags: {} }, "Tags", "tags"],
    ["a group", { stream: { retentionHour: 48 } }, "stream.retentionHour", "retentionHours"],
    [
      "a group in a group",
      { delivery: { backup: { buffering: { sizeMib: 5 } } } },
      "delivery.backup.buffering.sizeMib",
      "sizeMiB",
    ],
  ])("are rejected in %s, with the nearest name", (_, settings, path, nearest) => {
    const lines = linesFor(settings);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`environments.dev.${path} is not a property`);
    expect(lines[0]).toContain(
      `expected ${nearest}. Did you mean ${nearest}? Change it in config/environments.ts.`,
    );
  });

  it.each([
    ["a dataset", { eventTimPath: "id" }, "eventTimPath", "eventTimePath"],
    [
      "a partition field",
      { partitionBy: [{ name: "part", path: "id", value: ["1"] }] },
      "partitionBy[0].value",
      "values",
    ],
    [
      "a column's notes",
      { columns: { id: { kind: "int", notes: { personel: true } } } },
      "columns.id.personel",
      "personal",
    ],
    [
      "a nested type",
      {
        columns: {
          list: { kind: "array", notes: {}, element: { kind: "int", notes: {}, note: 1 } },
        },
      },
      "columns.list[].note",
      "notes",
    ],
  ])("are rejected in %s, with the nearest name", (_, dataset, path, nearest) => {
    const lines = linesFor({}, dataset);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`datasets.orders.${path} is not a property`);
    expect(lines[0]).toContain(`Did you mean ${nearest}? Change it in the dataset's file`);
  });

  it("are rejected with the list of names if none is near, and all at once", () => {
    const lines = linesFor({ colour: "red", queries: { limit: 3 }, stream: 5 }, { owner: "Ada" });
    expect(lines).toHaveLength(4);
    expect(lines.join("\n")).toContain("expected one of scanLimitMiB, resultRetentionDays.");
  });

  it("are accepted where names are the user's own, and without a value", () => {
    const tags = { CostCentre: "x" };
    const readers = { analysts: "arn:aws:iam::123456789012:role/analysts" };
    expect(linesFor({ tags, lakeFormation: { readers }, colour: undefined })).toEqual([]);
  });
});

describe("the nearest name", () => {
  it.each([
    ["retentionHour", "retentionHours"],
    ["BUFFERING", "buffering"],
    ["bufering", "buffering"],
    ["colour", undefined],
    ["", undefined],
  ])("of %j is %j", (name, nearest) => {
    expect(nearestName(name, ["retentionHours", "buffering"])).toBe(nearest);
  });
});
