const NUMERIC = /^(?:tinyint|smallint|integer|int|bigint|float|real|double|decimal)\b/;

/** Whether the values of a type of Athena are numbers. */
export function isNumericType(type: string): boolean {
  return NUMERIC.test(type);
}
