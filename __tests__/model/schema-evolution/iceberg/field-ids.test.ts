import { column } from "../../../../model/dataset/column-type";
import type { Columns } from "../../../../model/dataset/column-type";
import type { Dataset } from "../../../../model/dataset/dataset";
import type { LockedVersion } from "../../../../model/schema-evolution/iceberg/field-ids";
import { nextLock } from "../../../../model/schema-evolution/next-lock";
import {
  isSchemaLock,
  parseSchemaLock,
} from "../../../../model/schema-evolution/parse-schema-lock";
import { checkSchemaLocks } from "../../../../model/schema-evolution/schema-gate";
import { renderLock } from "../../../../model/schema-evolution/schema-lock";
import type { SchemaLock } from "../../../../model/schema-evolution/schema-lock";
import { fieldsOfColumns } from "../../../../local/iceberg/creation/schema-of-columns";
import { parseHiveType } from "../../../../formats/hive-type";
import { glueType } from "../../../../model/dataset/glue-type";
import answers from "./field-ids.json";

const text = column.string();
const int = column.int();

/** The schemas of field-ids.py. */
const first = {
  id: text,
  buyer: column.struct({
    name: text,
    address: column.struct({ street: text, zip: int }),
    age: int,
  }),
  tags: column.array(text),
  lines: column.array(column.struct({ sku: text, sizes: column.array(column.float()) })),
  prices: column.map(text, column.struct({ amount: column.decimal(9, 2), currency: text })),
  total: int,
};
const evolved = {
  total: column.bigint(),
  id: text,
  buyer: column.struct({
    full_name: column.string({ renamedFrom: "name" }),
    address: first.buyer.fields.address,
    age: int,
    email: text,
  }),
  lines: column.array(
    column.struct({
      ...first.lines.element.fields,
      notes: column.array(text),
    }),
  ),
  prices: column.map(text, column.struct({ amount: column.decimal(12, 2), currency: text })),
  shop: column.struct({ city: text, open: column.struct({ start: text, end: text }) }),
};
const schemas: readonly Columns[] = [
  first,
  { ...evolved, note: text },
  evolved,
  { ...evolved, note: text },
];

const dataset = (columns: Columns): Dataset => ({
  ...{ name: "orders", description: "Orders.", storage: "iceberg", columns },
});

/** The lock after each of the schemas was locked, read from its text each time. */
function locksOf(versions: readonly Columns[]): SchemaLock[] {
  const path = "config/datasets/orders.lock.json";
  const locks: SchemaLock[] = [];
  for (const columns of versions) {
    const before = locks.at(-1);
    const files = before === undefined ? [] : [{ path, text: renderLock(before) }];
    const { states, violations } = checkSchemaLocks([dataset(columns)], files);
    expect(violations).toEqual([]);
    const [state] = states;
    if (state === undefined) throw new Error("The dataset has no state");
    const lock = parseSchemaLock({ path, text: renderLock(nextLock(state)) });
    if (!isSchemaLock(lock)) throw new Error(lock.problem);
    locks.push(lock);
  }
  return locks;
}

const idOf = (version: LockedVersion | undefined, id: number) => ({
  ...version,
  current: { ...version?.current, id },
});
const idsOf = ({ fieldIds }: SchemaLock) => ({ last: fieldIds?.last, current: fieldIds?.current });

describe("field ids of an Iceberg table", () => {
  const locks = locksOf(schemas);

  it.each(answers.map((answer, index) => [index + 1, answer] as const))(
    "are those of pyiceberg in version %i",
    (version, answer) => {
      const lock = locks[version - 1];
      expect(lock?.version).toBe(version);
      expect(lock && idsOf(lock)).toEqual(answer);
    },
  );

  it("keep every earlier version, from the one with whose columns tables are created", () => {
    expect(locks.map(({ fieldIds }) => fieldIds?.earlier ?? [])).toEqual(
      locks.map((_, count) =>
        locks.slice(0, count).map((lock) => ({
          ...{ version: lock.version, columns: lock.columns, current: idsOf(lock).current },
        })),
      ),
    );
  });

  it.each<[string, (earlier: LockedVersion[]) => unknown]>([
    ["a missing version", (earlier) => earlier.slice(1)],
    ["no version", () => undefined],
    ["an id that was never given", ([first]) => [idOf(first, 99)]],
    ["an id that was given twice", ([first]) => [idOf(first, 2)]],
    ["a column without an id", ([first]) => [{ ...first, current: {} }]],
    ["columns of another form", ([first]) => [{ ...first, columns: { id: 1 } }]],
  ])("are refused with %s", (_, change) => {
    const path = "config/datasets/orders.lock.json";
    const [, second] = locks;
    const { earlier = [], ...ids } = second?.fieldIds ?? {};
    const text = (versions: unknown) =>
      JSON.stringify({ ...second, fieldIds: { ...ids, earlier: versions } });
    expect(parseSchemaLock({ path, text: text(earlier) })).toMatchObject({ version: 2 });
    expect(parseSchemaLock({ path, text: text(change([...earlier])) })).toMatchObject({
      path: `${path}: fieldIds`,
    });
  });

  it("of a new table are those that the embedded AWS gives to its columns", () => {
    const fields = fieldsOfColumns(
      Object.entries(first).map(([name, type]) => ({ name, type: parseHiveType(glueType(type)) })),
    );
    const current = locks[0]?.fieldIds?.current;
    expect(fields.map(({ name, id }) => [name, id])).toEqual(
      fields.map(({ name }) => [name, current?.[name]]),
    );
  });

  it("follow an earlier name once, and stay when it remains declared", () => {
    const { id, buyer, tags, lines, prices } = first;
    const sum = column.int({ renamedFrom: "total" });
    const columns = { id, buyer, tags, lines, prices, sum };
    // A new column with the old name, while the renaming is still declared.
    const swapped = { ...columns, total: int };
    const [, second, third] = locksOf([first, columns, swapped]);
    expect(second?.fieldIds?.current).toMatchObject({ sum: 6 });
    expect(third?.fieldIds?.current).toMatchObject({ sum: 6, total: 21 });
  });

  it("are swapped by two columns that swap their names", () => {
    const [, second] = locksOf([
      { a: text, b: text },
      { a: column.string({ renamedFrom: "b" }), b: column.string({ renamedFrom: "a" }) },
    ]);
    expect(second && idsOf(second)).toEqual({ last: 2, current: { a: 2, b: 1 } });
  });
});
