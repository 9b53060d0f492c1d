import { column } from "../../../model/dataset/column-type";
import type { Columns } from "../../../model/dataset/column-type";
import { defineDataset } from "../../../model/dataset/dataset";
import { nextLock } from "../../../model/schema-evolution/next-lock";
import { checkSchemaLocks } from "../../../model/schema-evolution/schema-gate";
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
  it("accepts datasets whose locks are up to date", () => {
    const { violations, notes } = checkSchemaLocks([orders(published)], [fileOf(lock)]);
    expect({ violations, notes }).toEqual({ violations: [], notes: [] });
  });

  it("says how to lock a dataset that has no lock", () => {
    const { violations, notes } = checkSchemaLocks([orders(published)], []);
    expect(violations).toEqual([]);
    expect(notes).toEqual(["datasets.orders has no schema lock yet. Run: npx lake dataset lock"]);
  });

  it("accepts a compatible change, and says how to lock it", () => {
    const changed = orders({ ...published, note: column.string() });
    const { violations, notes } = checkSchemaLocks([changed], [fileOf(lock)]);
    expect(violations).toEqual([]);
    expect(notes).toEqual([
      "datasets.orders has changes that are not in its lock yet: columns.note was added at the end as string. Run: npx lake dataset lock",
    ]);
  });

  it("rejects a breaking change with its effect and both alternatives, in one line", () => {
    const { violations } = checkSchemaLocks([orders(retyped)], [fileOf(lock)]);
    expect(violations).toEqual([
      'datasets.orders.columns.amount was retyped from int to bigint, against its published version 3: Old objects have the narrower Parquet type. AWS documents the cast only between the type of a partition and that of the table, and here every partition inherits the table\'s, so it is not documented that old objects can be read. Keep orders unchanged and add orders_v2, with a view over both; or accept the change in config/datasets/orders.lock.json under "accepted": {"version":4,"change":"columns.amount was retyped from int to bigint","reason":"<why>"}. See docs/data/schema-evolution.md.',
    ]);
  });

  it("reports all violations of all datasets at once", () => {
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
    expect(violations[3]).toContain("add refunds_v3, with a view");
  });

  it("rejects a lock without a dataset", () => {
    expect(checkSchemaLocks([], [fileOf(lock)]).violations).toEqual([
      "datasets.orders was published but no longer exists: received nothing, expected every dataset that has a lock, since without it Terraform destroys its stream, delivery stream and table. Restore it in config/datasets/, or delete config/datasets/orders.lock.json to have it destroyed.",
    ]);
  });

  it("rejects a lock under the name of another dataset", () => {
    const file = { ...fileOf(lock), path: "config/datasets/refunds.lock.json" };
    expect(checkSchemaLocks([orders(published)], [file]).violations).toEqual([
      expect.stringContaining("is the lock of another dataset") as string,
    ]);
  });
});

describe("an accepted change", () => {
  const accepting = (version: number, change: string) =>
    fileOf({ ...lock, accepted: [{ version, change, reason: "Old data was deleted." }] });

  it("makes exactly this change pass", () => {
    const { violations, states } = checkSchemaLocks([orders(retyped)], [accepting(4, retyping)]);
    expect(violations).toEqual([]);
    expect(states[0]?.changes.map(({ verdict }) => verdict)).toEqual(["accepted"]);
  });

  it("is noted with the effect of dynamic partitioning on the delivery stream before the deploy", () => {
    const partitionBy = [{ name: "size", path: "amount" }];
    const partitioned = { ...orders(published), partitionBy };
    const [rejection = ""] = checkSchemaLocks([partitioned], [fileOf(lock)]).violations;
    const [, change = ""] = /"change":"([^"]+)"/.exec(rejection) ?? [];
    expect(change).toBe(
      "partitionKeys were changed from year bigint, month bigint, day bigint, hour bigint to year bigint, month bigint, day bigint, hour bigint, size of amount",
    );
    const { violations, notes } = checkSchemaLocks([partitioned], [accepting(4, change)]);
    expect(violations).toEqual([]);
    expect(notes[1]).toContain(`datasets.orders.${change} is accepted: `);
    expect(notes[1]).toContain("Terraform replaces it");
  });

  it("does not make another change pass", () => {
    const changed = orders({ ...retyped, id: column.int() });
    const { violations } = checkSchemaLocks([changed], [accepting(4, retyping)]);
    expect(violations).toHaveLength(1);
    expect(violations[0]).toContain("columns.id was retyped from string to int");
  });

  it("does not make another type pass at the same path", () => {
    const changed = orders({ ...published, amount: column.string() });
    expect(checkSchemaLocks([changed], [accepting(4, retyping)]).violations).toEqual([
      expect.stringContaining("columns.amount was retyped from int to string, against") as string,
      expect.stringContaining("accepts a change that does not exist") as string,
    ]);
  });

  it("no longer applies once its version is published", () => {
    const { violations } = checkSchemaLocks([orders(retyped)], [accepting(3, retyping)]);
    expect(violations).toEqual([expect.stringContaining(retyping) as string]);
  });

  it("is rejected for a version that is not the next one", () => {
    expect(checkSchemaLocks([orders(retyped)], [accepting(5, retyping)]).violations).toEqual([
      expect.stringContaining(retyping) as string,
      'config/datasets/orders.lock.json: accepted accepts a change that does not exist: received {"version":5,"change":"columns.amount was retyped from int to bigint"}, expected version 4 and "columns.amount was retyped from int to bigint". Correct or remove the entry.',
    ]);
  });

  it("stays in the next lock, which has the new schema", () => {
    const file = accepting(4, retyping);
    const [state] = checkSchemaLocks([orders(retyped)], [file]).states;
    if (state === undefined) throw new Error("The dataset has no state");
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
