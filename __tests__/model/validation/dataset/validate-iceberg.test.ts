import { column } from "../../../../model/dataset/column-type";
import type { Columns } from "../../../../model/dataset/column-type";
import type { Dataset } from "../../../../model/dataset/dataset";
import type { Environment } from "../../../../model/environment/environment";
import { violationLine } from "../../../../model/validation/config-violation";
import { validateConfiguration } from "../../../../model/validation/validate-configuration";

const dev: Environment = {
  name: "dev",
  project: "lake",
  region: "eu-west-1",
  removalPolicy: "retain",
  partitions: { type: "projection", since: "2026-11-01" },
  state: { type: "local", folder: "state" },
};

const columns = {
  order_id: column.bigint(),
  made_at: column.timestamp(),
  buyer: column.struct({ full_name: column.string({ renamedFrom: "name" }) }),
};
const orders: Dataset = { name: "orders", description: "Orders.", storage: "iceberg", columns };

/** Violations of the dataset with changes; values that TypeScript rejects need good messages at run time too. */
function linesFor(changes: Readonly<Record<string, unknown>>, environment = dev): string[] {
  const dataset = { ...orders, ...changes } as Dataset; // Values of another type are what is tested.
  return validateConfiguration([environment], [dataset]).map(violationLine);
}

const having = (more: Columns) => ({ columns: { ...columns, ...more } });

function nested(levels: number): Columns {
  return { deep: levels === 1 ? column.int() : column.struct(nested(levels - 1)) };
}

describe("an Iceberg dataset", () => {
  it.each([
    ["earlier names, also of fields", {}],
    ["16 levels", having(nested(16))],
    ["every type that Iceberg has", having({ a: column.decimal(38, 2), b: column.binary() })],
  ])("may have %s", (_what, changes) => {
    expect(linesFor(changes)).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    [
      "partitions by day",
      { partitionGranularity: "day" },
      "datasets.orders.partitionGranularity does not apply to an Iceberg table",
    ],
    [
      "partitions by a field",
      { partitionBy: [{ name: "id", path: "buyer.full_name" }] },
      "datasets.orders.partitionBy does not apply to an Iceberg table",
    ],
    ["small numbers", having({ a: column.smallint() }), "a has a type that Iceberg lacks"],
    ["bounded text", having({ a: column.array(column.varchar(5)) }), "a[] has a type that Iceberg"],
    [
      "small numbers as keys",
      having({ a: column.map(column.tinyint(), column.int()) }),
      "a.key has a type that Iceberg lacks",
    ],
    ["keys of events", having({ a: column.int({ from: "A" }) }), "a.from does not apply to an Ice"],
    [
      "upper-case letters",
      having({ a: column.struct({ staffId: column.int() }) }),
      "a.staffId has an upper-case letter",
    ],
    ["17 levels", having(nested(17)), "is nested too deeply for Firehose"],
    ["another format", { storage: "delta" }, "datasets.orders.storage"],
    [
      "an earlier name with a path",
      having({ a: column.int({ renamedFrom: "buyer.a" }) }),
      "a.renamedFrom can't be the earlier name of a field",
    ],
  ])("can't have %s", (_what, changes, line) => {
    expect(linesFor(changes).join("\n")).toContain(line);
  });

  it.each(["cn-north-1", "us-gov-west-1", "ap-southeast-5"])("can't be in %s", (region) => {
    expect(linesFor({}, { ...dev, region })).toContainEqual(
      expect.stringContaining("environments.dev.region has no delivery to Iceberg tables"),
    );
  });

  it("is the only one with earlier names", () => {
    expect(linesFor({ storage: "parquet" })).toEqual([
      expect.stringContaining("buyer.full_name.renamedFrom applies to Iceberg tables only"),
    ]);
  });
});
