/** The bits of Hive's integer types. */
const BITS = { tinyint: 8, smallint: 16, int: 32, bigint: 64 } as const;

/** A kind of integers of Hive. */
export type IntegerKind = keyof typeof BITS;

/** Whether a column of a kind holds a number. */
export function fitsInteger(value: bigint, kind: IntegerKind): boolean {
  return BigInt.asIntN(BITS[kind], value) === value;
}
