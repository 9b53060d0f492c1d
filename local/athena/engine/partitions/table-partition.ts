/** A partition of a table: its values, in the order of the keys, and the location of its objects. */
export interface TablePartition {
  readonly values: readonly string[];
  readonly location: string;
}
