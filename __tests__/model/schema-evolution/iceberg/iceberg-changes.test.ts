import { column } from "../../../../model/dataset/column-type";
import type { Columns } from "../../../../model/dataset/column-type";
import type { Dataset } from "../../../../model/dataset/dataset";
import { nextLock } from "../../../../model/schema-evolution/next-lock";
import { changeText, compareSchemas } from "../../../../model/schema-evolution/schema-changes";
import { checkSchemaLocks } from "../../../../model/schema-evolution/schema-gate";
import { renderLock, schemaOf } from "../../../../model/schema-evolution/schema-lock";
import { icebergChangeExamples } from "../../../support/plans/iceberg-change-examples";

const dataset = (columns: Columns): Dataset => ({
  ...{ name: "orders", description: "Orders.", storage: "iceberg", columns },
});
const [text, int] = [column.string(), column.int()];

function changesOf(before: Columns, after: Columns): string[] {
  return compareSchemas(schemaOf(dataset(before)), schemaOf(dataset(after))).map(
    ({ kind, compatible, ...change }) =>
      `${kind.replace("iceberg-", "")} ${compatible ? "passes" : "rejected"}: ${changeText(change)}`,
  );
}

function gate(before: Columns, after: Columns, accepted: readonly object[] = []) {
  const path = "config/datasets/orders.lock.json";
  const [state] = checkSchemaLocks([dataset(before)], []).states;
  if (state === undefined) throw new Error("No state");
  const text = JSON.stringify({ ...JSON.parse(renderLock(nextLock(state))), accepted });
  return checkSchemaLocks([dataset(after)], [{ path, text }]);
}

describe("changes of the schema of an Iceberg table", () => {
  it.each(Object.entries(icebergChangeExamples))("have the kind %s", (kind, { before, after }) => {
    expect(compareSchemas(before, after).map((change) => change.kind)).toEqual([kind]);
  });

  it("name nested fields by the published path", () => {
    const before = { who: column.struct({ name: text, age: int }), m: column.map(text, int) };
    const after = {
      m: column.map(text, column.bigint()),
      buyer: column.struct(
        { age: int, full_name: column.string({ renamedFrom: "name" }) },
        { renamedFrom: "who" },
      ),
      tags: column.array(column.decimal(5, 1)),
    };
    expect(changesOf(before, after)).toEqual([
      "field-renamed passes: columns.who was renamed to buyer",
      "field-renamed passes: columns.who.name was renamed to full_name",
      "fields-reordered passes: columns.who has its fields reordered from full_name, age to age, full_name",
      "type-widened passes: columns.m{} was retyped from int to bigint",
      "fields-reordered passes: columns were reordered from buyer, m to m, buyer",
      "field-added passes: columns.tags was added as array<decimal(5,1)>",
    ]);
  });

  it.each<[string, Columns, Columns]>([
    ["a narrower number", { a: column.bigint() }, { a: int }],
    ["text instead of a number", { a: int }, { a: text }],
    ["int to double", { a: int }, { a: column.double() }],
    ["another scale", { a: column.decimal(9, 2) }, { a: column.decimal(12, 3) }],
    ["fewer digits", { a: column.decimal(9, 2) }, { a: column.decimal(8, 2) }],
    ["a date with a time", { a: column.date() }, { a: column.timestamp() }],
    ["other keys of a map", { a: column.map(int, int) }, { a: column.map(column.bigint(), int) }],
    ["a list instead of its element", { a: int }, { a: column.array(int) }],
  ])("reject %s, and can't be accepted", (_, before, after) => {
    expect(changesOf(before, after)).toEqual([
      expect.stringMatching(/^type-changed rejected: columns.a was retyped from /),
    ]);
    const [change] = compareSchemas(schemaOf(dataset(before)), schemaOf(dataset(after)));
    const entry = { version: 2, change: change && changeText(change), reason: "I want it." };
    const { violations } = gate(before, after, [entry]);
    expect(violations).toEqual([expect.stringContaining("this change can't be accepted.")]);
  });

  it.each<[string, Columns, Columns, string]>([
    [
      "an earlier name that nothing has",
      { a: text },
      { a: text, c: column.string({ renamedFrom: "b" }) },
      "rename-unknown rejected: columns.c is renamed from b, which the published schema does not have",
    ],
    [
      "an earlier name of two columns",
      { a: text },
      { b: column.string({ renamedFrom: "a" }), c: column.string({ renamedFrom: "a" }) },
      "rename-unknown rejected: columns.c is renamed from a, and so is b",
    ],
  ])("reject %s", (_, before, after, change) => {
    expect(changesOf(before, after)).toContain(change);
  });

  it("are not guessed: a new name in the place of an old one needs renamedFrom or an acceptance", () => {
    const [before, after] = [
      { id: text, total: int },
      { id: text, sum: int },
    ];
    const change = "columns.total was removed, and sum was added in its place with the same type";
    expect(gate(before, after).violations).toEqual([
      expect.stringContaining(`datasets.orders.${change}, against its published version 1`),
    ]);
    const accepted = gate(before, after, [{ version: 2, change, reason: "Another measure." }]);
    expect(accepted.violations).toEqual([]);
  });

  it("reject another format of the table, which can't be accepted", () => {
    const columns = { id: text };
    const [state] = checkSchemaLocks([dataset(columns)], []).states;
    if (state === undefined) throw new Error("No state");
    const { violations } = checkSchemaLocks(
      [{ ...dataset(columns), storage: "parquet" }],
      [{ path: "config/datasets/orders.lock.json", text: renderLock(nextLock(state)) }],
    );
    expect(violations).toEqual([
      expect.stringMatching(/storage was changed from iceberg to parquet.*can't be accepted/),
    ]);
  });

  it.each([
    ["an id twice", { last: 2, current: { a: 1, b: 1 } }],
    ["an id above the last", { last: 1, current: { a: 1, b: 2 } }],
    ["a column without id", { last: 2, current: { a: 1 } }],
    ["an id of no column", { last: 3, current: { a: 1, b: 2, c: 3 } }],
  ])("reject a lock with %s", (_, fieldIds) => {
    const [state] = checkSchemaLocks([dataset({ a: text, b: text })], []).states;
    if (state === undefined) throw new Error("No state");
    const lock = { ...nextLock(state), fieldIds };
    const { violations } = checkSchemaLocks(
      [dataset({ a: text, b: text })],
      [{ path: "config/datasets/orders.lock.json", text: JSON.stringify(lock) }],
    );
    expect(violations).toEqual([
      expect.stringContaining("fieldIds are not the ids of the columns"),
    ]);
  });
});
