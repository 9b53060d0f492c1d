/** Types whose values all fit the other one, and which readers of Iceberg widen. */
const widenings: Readonly<Record<string, string>> = { int: "bigint", float: "double" };

const DECIMAL = /^decimal\((\d+),(\d+)\)$/;

/**
 * Whether Iceberg widens the values of a type to another one, both in Glue's spelling.
 *
 * @see https://iceberg.apache.org/spec/#schema-evolution
 */
export function isWidening(before: string, after: string): boolean {
  if (widenings[before] === after) return true;
  const [from, to] = [DECIMAL.exec(before), DECIMAL.exec(after)];
  if (from === null || to === null) return false;
  return from[2] === to[2] && Number(to[1]) > Number(from[1]);
}
