import { column } from "../../../model/dataset/column-type";
import type { Columns } from "../../../model/dataset/column-type";
import { defineDataset } from "../../../model/dataset/dataset";
import { datasets } from "../../../config/datasets";
import { nextLock } from "../../../model/schema-evolution/next-lock";
import { checkSchemaLocks } from "../../../model/schema-evolution/schema-gate";
import { readLockFiles } from "../../../model/schema-evolution/schema-lock-files";
import { renderLock, schemaOf } from "../../../model/schema-evolution/schema-lock";
import type { SchemaLock } from "../../../model/schema-evolution/schema-lock";

const published = { id: column.string(), amount: column.int(), buyer: column.string() };

const orders = (columns: Columns) =>
  defineDataset({ name: "orders", description: "Orders.", columns });

const lock: SchemaLock = {
  dataset: "orders",
  version: 3,
  ...schemaOf(orders(published)),
  accepted: [],
};

const fileOf = (content: SchemaLock) => ({
  path: `config/datasets/${content.dataset}.lock.json`,
  text: renderLock(content),
});

const retyped = { ...published, amount: column.bigint() };
const retyping = "columns.amount was retyped from int to bigint";

describe("the gate", () => {
  it("lets the committed datasets pass, with locks that are up to date", () => {
    const { violations, notes } = checkSchemaLocks(datasets, readLockFiles("config/datasets"));
    expect({ violations, notes }).toEqual({ violations: [], notes: [] });
  });

  it("says how to lock a dataset that has no lock", () => {
    const { violations, notes } = checkSchemaLocks([orders(published)], []);
    expect(violations).toEqual([]);
    expect(notes).toEqual([
      "datasets.orders has no lock of its schema yet. Run: npx lake dataset lock",
    ]);
  });

  it("lets a compatible change pass, and says how to lock it", () => {
    const changed = orders({ ...published, note: column.string() });
    const { violations, notes } = checkSchemaLocks([changed], [fileOf(lock)]);
    expect(violations).toEqual([]);
    expect(notes).toEqual([
      "datasets.orders has changes that its lock doesn't know yet: columns.note was added at the end as string. Run: npx lake dataset lock",
    ]);
  });

  it("refuses a breaking change with the effect and both ways on, in one line", () => {
    const { violations } = checkSchemaLocks([orders(retyped)], [fileOf(lock)]);
    expect(violations).toEqual([
      'datasets.orders.columns.amount was retyped from int to bigint, against its published version 3: Old objects hold the narrower Parquet type. AWS promises the cast only between a partition\'s type and the table\'s, and here every partition takes the table\'s, so reading old objects rests on a promise that nobody made. Leave orders as it was and add orders_v2 beside it, with a view over both; or accept the change in config/datasets/orders.lock.json under "accepted": {"version":4,"change":"columns.amount was retyped from int to bigint","reason":"<why>"}. See docs/data/schema-evolution.md.',
    ]);
  });

  it("tells all violations of all datasets at once", () => {
    const second = { ...orders({ id: column.int() }), name: "refunds_v2" };
    const { violations } = checkSchemaLocks(
      [orders({ amount: column.string() }), second],
      [fileOf(lock), fileOf({ ...lock, dataset: "refunds_v2" })],
    );
    expect(violations.map((line) => line.split(",")[0])).toEqual([
      "datasets.orders.columns.id was removed",
      "datasets.orders.columns.amount was retyped from int to string",
      "datasets.orders.columns.buyer was removed",
      "datasets.refunds_v2.columns.id was retyped from string to int",
      "datasets.refunds_v2.columns.amount was removed",
      "datasets.refunds_v2.columns.buyer was removed",
    ]);
    expect(violations[3]).toContain("add refunds_v3 beside it");
  });

  it("refuses a lock whose dataset is gone", () => {
    expect(checkSchemaLocks([], [fileOf(lock)]).violations).toEqual([
      "datasets.orders was published and is gone: received nothing, allowed is every dataset that has a lock, since without it Terraform destroys its stream, delivery stream and table. Put it back into config/datasets/, or delete config/datasets/orders.lock.json to have it destroyed.",
    ]);
  });

  it("refuses a lock under the name of another dataset", () => {
    const file = { ...fileOf(lock), path: "config/datasets/refunds.lock.json" };
    expect(checkSchemaLocks([orders(published)], [file]).violations).toEqual([
      expect.stringContaining("is the lock of another dataset") as string,
    ]);
  });
});

describe("an acceptance", () => {
  const accepting = (version: number, change: string) =>
    fileOf({ ...lock, accepted: [{ version, change, reason: "Old data was deleted." }] });

  it("lets exactly its change pass", () => {
    const { violations, states } = checkSchemaLocks([orders(retyped)], [accepting(4, retyping)]);
    expect(violations).toEqual([]);
    expect(states[0]?.changes.map(({ verdict }) => verdict)).toEqual(["accepted"]);
  });

  it("says what dynamic partitioning will do to the delivery stream, before it does", () => {
    const partitionBy = [{ name: "size", path: "amount" }];
    const partitioned = { ...orders(published), partitionBy };
    const [refusal = ""] = checkSchemaLocks([partitioned], [fileOf(lock)]).violations;
    const [, change = ""] = /"change":"([^"]+)"/.exec(refusal) ?? [];
    expect(change).toBe(
      "partitionKeys were changed from year bigint, month bigint, day bigint, hour bigint to year bigint, month bigint, day bigint, hour bigint, size of amount",
    );
    const { violations, notes } = checkSchemaLocks([partitioned], [accepting(4, change)]);
    expect(violations).toEqual([]);
    expect(notes[1]).toContain(`datasets.orders.${change} is accepted: `);
    expect(notes[1]).toContain("Terraform replaces it");
  });

  it("does not let another change pass", () => {
    const changed = orders({ ...retyped, id: column.int() });
    const { violations } = checkSchemaLocks([changed], [accepting(4, retyping)]);
    expect(violations).toHaveLength(1);
    expect(violations[0]).toContain("columns.id was retyped from string to int");
  });

  it("does not let another type pass at the same place", () => {
    const changed = orders({ ...published, amount: column.string() });
    expect(checkSchemaLocks([changed], [accepting(4, retyping)]).violations).toEqual([
      expect.stringContaining("columns.amount was retyped from int to string, against") as string,
      expect.stringContaining("accepts what has not changed") as string,
    ]);
  });

  it("is over once its version is published", () => {
    const { violations } = checkSchemaLocks([orders(retyped)], [accepting(3, retyping)]);
    expect(violations).toEqual([expect.stringContaining(retyping) as string]);
  });

  it("is refused for a version that does not come next", () => {
    expect(checkSchemaLocks([orders(retyped)], [accepting(5, retyping)]).violations).toEqual([
      expect.stringContaining(retyping) as string,
      'config/datasets/orders.lock.json: accepted accepts what has not changed: received {"version":5,"change":"columns.amount was retyped from int to bigint"}, allowed is version 4 and "columns.amount was retyped from int to bigint". Correct or remove the entry.',
    ]);
  });

  it("stays in the next lock, which has the new schema", () => {
    const file = accepting(4, retyping);
    const [state] = checkSchemaLocks([orders(retyped)], [file]).states;
    if (state === undefined) throw new Error("There is no state of the dataset");
    const next = nextLock(state);
    expect(next).toEqual({
      ...lock,
      version: 4,
      columns: { id: "string", amount: "bigint", buyer: "string" },
      accepted: [{ version: 4, change: retyping, reason: "Old data was deleted." }],
    });
    expect(checkSchemaLocks([orders(retyped)], [fileOf(next)])).toMatchObject({
      violations: [],
      notes: [],
    });
  });
});
