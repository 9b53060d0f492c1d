/** A partition of a table: its values as text, in the order of the keys, and where its objects lie. */
export interface TablePartition {
  readonly values: readonly string[];
  readonly location: string;
}
