import { column } from "../../../../model/dataset/column-type";
import { defineDataset } from "../../../../model/dataset/dataset";
import type { Dataset } from "../../../../model/dataset/dataset";
import type { Environment } from "../../../../model/environment/environment";
import { violationLine } from "../../../../model/validation/config-violation";
import { validateConfiguration } from "../../../../model/validation/validate-configuration";

const dev: Environment = {
  name: "dev",
  project: "lake",
  region: "eu-west-1",
  removalPolicy: "retain",
  state: { type: "local", folder: "state" },
};
const projected: Environment = {
  ...dev,
  partitions: { type: "projection", since: "2026-11-01", granularity: "day" },
};

const orders = defineDataset({
  name: "orders",
  description: "Orders.",
  columns: {
    order_id: column.bigint(),
    kind: column.string(),
    paid: column.boolean(),
    price: column.double(),
    made_at: column.timestamp(),
    tags: column.array(column.string()),
    buyer: column.struct({
      country: column.char(2),
      email: column.string({ personal: true }),
      home: column.struct({ zip: column.int() }, { personal: true }),
    }),
  },
});

/** Violations of the dataset with changes; values that TypeScript rejects need good messages at run time too. */
function linesFor(changes: Readonly<Record<string, unknown>>, environment = dev): string[] {
  const dataset = { ...orders, ...changes } as Dataset; // Values of another type are what is tested.
  return validateConfiguration([environment], [dataset]).map(violationLine);
}

const by = (...partitionBy: readonly object[]) => ({ partitionBy });

describe("partitions of a dataset", () => {
  it.each([
    ["a day", { partitionGranularity: "day" }],
    ["text", by({ name: "order_kind", path: "kind" })],
    ["a boolean", by({ name: "is_paid", path: "paid" })],
    ["a field of a struct", by({ name: "country", path: "buyer.country" })],
    ["declared values", by({ name: "country", path: "buyer.country", values: ["de", "x_.-9"] })],
    ["a value of 64 characters", by({ name: "k", path: "kind", values: ["a".repeat(64)] })],
    ["nothing", by()],
  ])("may be by %s", (_what, changes) => {
    expect(linesFor(changes)).toEqual([]);
  });

  it.each([
    [
      "partitionGranularity",
      { partitionGranularity: "month" },
      'is unknown: received "month", expected one of "hour", "day"',
    ],
    ["partitionBy[0].name", by({ name: "Kind", path: "kind" }), 'received "Kind"'],
    ["partitionBy[0].name", by({ name: "order", path: "kind" }), "no reserved word of SQL"],
    ["partitionBy[0].name", by({ name: "hour", path: "kind" }), 'is already used: received "hour"'],
    ["partitionBy[0].name", by({ name: "kind", path: "kind" }), 'is already used: received "kind"'],
    [
      "partitionBy[1].name",
      by({ name: "country", path: "kind" }, { name: "country", path: "buyer.country" }),
      "is already used",
    ],
    ["partitionBy[0].path", by({ name: "k", path: "nothing" }), "is not a field of the dataset"],
    ["partitionBy[0].path", by({ name: "k", path: "tags[]" }), "is not a field of the dataset"],
    ["partitionBy[0].path", by({ name: "k", path: "buyer" }), "is a field of another type"],
    ["partitionBy[0].path", by({ name: "k", path: "order_id" }), "string, char, varchar, tinyint"],
    ["partitionBy[0].path", by({ name: "k", path: "price" }), "is a field of another type"],
    ["partitionBy[0].path", by({ name: "k", path: "made_at" }), "is a field of another type"],
    ["partitionBy[0].path", by({ name: "k", path: "buyer.email" }), "marked as personal"],
    ["partitionBy[0].path", by({ name: "k", path: "buyer.home.zip" }), "marked as personal"],
    [
      "partitionBy[0].values",
      by({ name: "k", path: "kind", values: [] }),
      "are not a list of values: received []",
    ],
    ["partitionBy[0].values", by({ name: "k", path: "kind", values: "a" }), 'received "a"'],
    ["partitionBy[0].name", by({ path: "kind" }), "received nothing"],
    ["partitionBy[0].path", by({ name: "k" }), "received nothing"],
    ["partitionBy", { partitionBy: "kind" }, 'is not a list: received "kind"'],
    [
      "partitionBy[0].values",
      by({ name: "k", path: "kind", values: ["a", "b/c", "unknown", "a", "", "a".repeat(65)] }),
      `received ["b/c","unknown","a","","${"a".repeat(65)}"]`,
    ],
  ])("are rejected for %s (%#)", (path, changes, message) => {
    const lines = linesFor(changes);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`datasets.orders.${path} `);
    expect(lines[0]).toContain(message);
    expect(lines[0]).toContain("Change it in the dataset's file in config/datasets/.");
  });

  it("can be projected only with declared values", () => {
    const country = { name: "country", path: "buyer.country" };
    expect(linesFor(by({ ...country, values: ["de"] }), projected)).toEqual([]);
    expect(linesFor({ partitionGranularity: "day" }, projected)).toEqual([]);
    expect(linesFor(by(country), projected)).toEqual([
      "datasets.orders.partitionBy.country.values are missing, but environments.dev uses partition projection: received nothing, expected all values that get a partition, so that Athena can compute the partitions. Declare them in the dataset's file in config/datasets/, or use a crawler: partitions.type in config/environments.ts.",
    ]);
  });

  it("need a buffering interval when they are by a field", () => {
    const hasty = { ...dev, delivery: { buffering: { intervalSeconds: 0 } } };
    expect(linesFor({}, hasty)).toEqual([]);
    expect(linesFor(by({ name: "country", path: "buyer.country" }), hasty)).toEqual([
      "environments.dev.delivery.buffering.intervalSeconds can't be 0 for orders, which Firehose partitions dynamically: received 0, expected at least 1 second when a dataset has partitionBy. Increase it in config/environments.ts, or remove partitionBy from orders.",
    ]);
  });
});
