import { column } from "../../../model/dataset/column-type";
import { schemaFingerprint } from "../../../model/schema-evolution/schema-fingerprint";

const columns = { id: column.string(), who: column.struct({ name: column.string() }) };

describe("the fingerprint of a schema", () => {
  it("is eight hexadecimal digits, the same for the same columns", () => {
    expect(schemaFingerprint(columns)).toMatch(/^[0-9a-f]{8}$/);
    expect(schemaFingerprint({ ...columns })).toBe(schemaFingerprint(columns));
  });

  it("does not change with the documentation of a column", () => {
    const described = {
      ...columns,
      id: column.string({ description: "Id.", examples: ["a"], personal: true }),
    };
    expect(schemaFingerprint(described)).toBe(schemaFingerprint(columns));
  });

  it.each([
    ["another column", { ...columns, more: column.int() }],
    ["another type", { ...columns, id: column.bigint() }],
    [
      "another field",
      { ...columns, who: column.struct({ name: column.string(), age: column.int() }) },
    ],
    ["another order", { who: columns.who, id: columns.id }],
  ])("changes with %s", (_what, changed) => {
    expect(schemaFingerprint(changed)).not.toBe(schemaFingerprint(columns));
  });
});
