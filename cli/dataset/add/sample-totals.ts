import type { Columns } from "../../../model/dataset/column-type";
import type { InferredField } from "../inference/inferred-field";

/** The totals of a column. */
export interface ColumnTotal {
  readonly column: string;
  /** Number of values that are not null. */
  readonly values: number;
  /** Sum of the values; undefined for a column that has no numbers. */
  readonly sum?: number | undefined;
}

const NUMBERS: readonly string[] = ["tinyint", "smallint", "int", "bigint", "float", "double"];

/** Sums of doubles depend on their order. */
const TOLERANCE = 1e-9;

/** The totals of the columns without nested values, computed from the sample. */
export function columnTotals(columns: Columns, fields: readonly InferredField[]): ColumnTotal[] {
  return Object.entries(columns)
    .filter(([, { kind }]) => !["struct", "array", "map"].includes(kind))
    .map(([column, { kind }]) => {
      const { values = 0, numbers = new Map<string, number>() } =
        fields.find(({ path }) => path === column)?.observation ?? {};
      const sum = [...numbers].reduce((total, [text, times]) => total + Number(text) * times, 0);
      return { column, values, ...(NUMBERS.includes(kind) ? { sum } : {}) };
    });
}

/** A query of one row: the number of events, then of each column the number of values, and the sum if it has one. */
export function totalsQuery(dataset: string, totals: readonly ColumnTotal[]): string {
  const cells = totals.flatMap(({ column, sum }) => [
    `count("${column}")`,
    ...(sum === undefined ? [] : [`sum(CAST("${column}" AS double))`]),
  ]);
  return `SELECT ${["count(*)", ...cells].join(", ")} FROM ${dataset}`;
}

/** Every cell of the row of {@link totalsQuery} that differs from the sample. */
export function compareTotals(
  events: number,
  totals: readonly ColumnTotal[],
  cells: readonly number[],
): string[] {
  const expected = [
    { what: "events", value: events },
    ...totals.flatMap(({ column, values, sum }) => [
      { what: `values of ${column}`, value: values },
      ...(sum === undefined ? [] : [{ what: `sum of ${column}`, value: sum }]),
    ]),
  ];
  return expected.flatMap(({ what, value }, index) => {
    const cell = cells[index] ?? Number.NaN;
    const isSame = Math.abs(cell - value) <= TOLERANCE * Math.max(1, Math.abs(value));
    return isSame ? [] : [`${what}: ${cell} in the lake, ${value} in the file`];
  });
}
