import { column } from "../../../model/dataset/column-type";
import { defineDataset } from "../../../model/dataset/dataset";
import { parseSchemaLock } from "../../../model/schema-evolution/parse-schema-lock";
import { checkSchemaLocks } from "../../../model/schema-evolution/schema-gate";
import { renderLock, schemaOf } from "../../../model/schema-evolution/schema-lock";

const path = "config/datasets/orders.lock.json";
const orders = defineDataset({
  name: "orders",
  description: "Orders.",
  columns: {
    amount: column.decimal(10, 2),
    code: column.char(3),
    tags: column.array(column.struct({ k: column.string() })),
    prices: column.map(column.string(), column.array(column.double())),
  },
});
const lock = { dataset: "orders", version: 1, ...schemaOf(orders), accepted: [] };

function violationsOf(text: string): readonly string[] {
  return checkSchemaLocks([orders], [{ path, text }]).violations;
}

describe("a lock", () => {
  it("is parsed as it was rendered, with every kind of type", () => {
    expect(parseSchemaLock({ path, text: renderLock(lock) })).toEqual(lock);
    expect(lock.columns).toEqual({
      amount: "decimal(10,2)",
      code: "char(3)",
      tags: { array: { struct: { k: "string" } } },
      prices: { map: { key: "string", value: { array: "double" } } },
    });
  });

  it("is parsed as it was rendered, with partition keys of fields", () => {
    const partitionBy = [
      { name: "kind", path: "code", values: ["a", "b"] },
      { name: "code_of", path: "code" },
    ];
    const partitioned = { ...lock, ...schemaOf({ ...orders, partitionBy }) };
    expect(parseSchemaLock({ path, text: renderLock(partitioned) })).toEqual(partitioned);
    expect(partitioned.partitionKeys).toMatchObject({
      hour: "bigint",
      kind: { field: "code", values: ["a", "b"] },
      code_of: { field: "code" },
    });
  });

  it.each([
    ["no JSON", "<<<<<<< HEAD", "is not JSON"],
    ["a list", "[]", "is not a schema lock"],
    ["no name", JSON.stringify({ ...lock, dataset: undefined }), "dataset is not a name"],
    [
      "no version",
      JSON.stringify({ ...lock, version: "1" }),
      "version is not an integer of at least 1",
    ],
    [
      "version 0",
      JSON.stringify({ ...lock, version: 0 }),
      "version is not an integer of at least 1",
    ],
    ["no columns", JSON.stringify({ ...lock, columns: [] }), "columns have an invalid format"],
    [
      "an unknown type",
      JSON.stringify({ ...lock, columns: { a: { list: "int" } } }),
      "columns have an invalid format",
    ],
    [
      "no partition keys",
      JSON.stringify({ ...lock, partitionKeys: null }),
      "partitionKeys have an invalid format",
    ],
    [
      "a partition key without a field",
      JSON.stringify({ ...lock, partitionKeys: { kind: { values: ["a"] } } }),
      "partitionKeys have an invalid format",
    ],
    [
      "a partition key whose values are not a list",
      JSON.stringify({ ...lock, partitionKeys: { kind: { field: "code", values: "a" } } }),
      "partitionKeys have an invalid format",
    ],
    [
      "an acceptance without a reason",
      JSON.stringify({ ...lock, accepted: [{ version: 2, change: "x", reason: " " }] }),
      "accepted has an invalid format",
    ],
  ])("is rejected in one line with %s", (_what, text, message) => {
    const violations = violationsOf(text);
    expect(violations).toHaveLength(1);
    expect(violations[0]).toContain(message);
    expect(violations[0]).toContain(path);
  });
});
