import { column } from "../../../model/dataset/column-type";
import type { Columns } from "../../../model/dataset/column-type";
import type { IcebergChangeKind } from "../../../model/schema-evolution/iceberg/iceberg-change-rules";
import { schemaOf } from "../../../model/schema-evolution/schema-lock";
import type { SchemaChangeExample } from "./schema-change-examples";

const base = {
  id: column.string(),
  amount: column.int(),
  buyer: column.struct({ name: column.string(), age: column.int() }),
};

/** One for every kind of change of an Iceberg table. */
export const icebergChangeExamples: Readonly<Record<IcebergChangeKind, SchemaChangeExample>> = {
  "iceberg-field-added": example("A column or field added anywhere", {
    note: column.string(),
    ...base,
  }),
  "iceberg-field-renamed": example("A column or field renamed, with `renamedFrom`", {
    ...base,
    buyer: column.struct({
      full_name: column.string({ renamedFrom: "name" }),
      age: column.int(),
    }),
  }),
  "iceberg-fields-reordered": example("Columns or fields reordered", {
    amount: base.amount,
    id: base.id,
    buyer: base.buyer,
  }),
  "iceberg-type-widened": example(
    "`int` to `bigint`, `float` to `double`, a decimal with more digits",
    {
      ...base,
      amount: column.bigint(),
    },
  ),
  "iceberg-field-removed": example("A column or field removed", {
    id: base.id,
    buyer: base.buyer,
  }),
  "iceberg-field-replaced": example("Another name in the same place, without `renamedFrom`", {
    ...{ id: base.id, total: column.int(), buyer: base.buyer },
  }),
  "iceberg-rename-unknown": example("A `renamedFrom` that names no published field", {
    ...base,
    note: column.string({ renamedFrom: "comment" }),
  }),
  "iceberg-type-changed": example("Any other type", { ...base, amount: column.string() }),
};

function example(title: string, columns: Columns): SchemaChangeExample {
  const dataset = { name: "orders", description: "Orders.", storage: "iceberg" as const };
  return {
    title,
    before: schemaOf({ ...dataset, columns: base }),
    after: schemaOf({ ...dataset, columns }),
  };
}
