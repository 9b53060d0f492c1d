import fc from "./seeded-fast-check";
import type { Arbitrary } from "./seeded-fast-check";
import { column } from "../../../model/dataset/column-type";
import type { Columns, ColumnType, PrimitiveType } from "../../../model/dataset/column-type";
import type { Dataset } from "../../../model/dataset/dataset";

const NAMES = ["a", "b", "name", "staff_id", "x1"];
/** Fields of structs may have upper-case letters, and names of inherited properties of JavaScript objects. */
const FIELD_NAMES = [...NAMES.slice(0, 3), "staffId", "constructor"];

const decimalType = fc
  .integer({ min: 1, max: 38 })
  .chain((precision) =>
    fc
      .integer({ min: 0, max: precision })
      .chain((scale) => fc.constantFrom(column.decimal(precision, scale))),
  );

const scalarType: Arbitrary<ColumnType> = fc.oneof(
  fc.constantFrom<ColumnType>(
    column.boolean(),
    column.tinyint(),
    column.tinyint({ examples: [-128, 127] }),
    column.smallint(),
    column.int(),
    column.int({ examples: [-2_147_483_648, 2_147_483_647] }),
    column.bigint(),
    column.bigint({ examples: ["1844674407370955161"] }),
    column.float(),
    column.float({ examples: [-0.25, 1, 1e6] }),
    column.double(),
    column.double({ examples: [1e-9, 5e200] }),
    column.string(),
    column.string({ examples: ["é", "", "null"] }),
    column.binary(),
    column.date(),
    column.date({ examples: ["2024-02-29"] }),
    column.timestamp(),
    column.timestamp({ examples: [1_531_000_000_000] }),
    column.timestamp({ examples: [1_531_000_000, "2026-01-01T00:00:00Z"] }),
    column.decimal(8, 2, { examples: [-1.5, "20.25", 3] }),
    column.decimal(8, 2, { examples: [0, 999_999.99] }),
  ),
  decimalType,
  fc.integer({ min: 1, max: 255 }).map((length) => column.char(length)),
  fc.integer({ min: 1, max: 50 }).map((length) => column.varchar(length)),
);

const keyType: Arbitrary<PrimitiveType> = fc.constantFrom<PrimitiveType>(
  column.string(),
  column.string({ examples: ["Key"] }),
  column.boolean(),
  column.tinyint(),
  column.int(),
  column.bigint(),
  column.double(),
  column.date(),
  column.timestamp(),
);

const { type } = fc.letrec<{ type: ColumnType }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { arbitrary: scalarType, weight: 6 },
    { arbitrary: tie("type").map((element) => column.array(element)), weight: 1 },
    {
      arbitrary: fc.tuple(keyType, tie("type")).map(([key, value]) => column.map(key, value)),
      weight: 1,
    },
    {
      arbitrary: fieldsOf(FIELD_NAMES, tie("type")).map((fields) => column.struct(fields)),
      weight: 2,
    },
  ),
}));

const idType = fc.constantFrom<ColumnType>(
  column.string(),
  column.char(36),
  column.varchar(10),
  column.bigint(),
  column.int(),
);

/** Datasets with any columns, nested to some depth; half of them have an event id and a time, some inside of a struct. */
export const datasetArbitrary: Arbitrary<Dataset> = fc
  .tuple(fieldsOf(NAMES, type), idType, fc.constantFrom("none", "top", "nested"))
  .map(([columns, id, where]): Dataset => {
    const own = { id, at: column.timestamp() };
    const dataset = { name: "events", description: "Events." };
    if (where === "none") return { ...dataset, columns };
    if (where === "top") {
      return {
        ...dataset,
        columns: { ...columns, ...own },
        eventIdPath: "id",
        eventTimePath: "at",
      };
    }
    return {
      ...dataset,
      columns: { ...columns, meta: column.struct(own) },
      eventIdPath: "meta.id",
      eventTimePath: "meta.at",
    };
  });

function fieldsOf(names: readonly string[], fieldType: Arbitrary<ColumnType>): Arbitrary<Columns> {
  return fc
    .uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 4 })
    .chain((chosen) => fc.record(Object.fromEntries(chosen.map((name) => [name, fieldType]))));
}
