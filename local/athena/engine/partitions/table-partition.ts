import type { SerDeInfo } from "@aws-sdk/client-glue";

/** A partition of a table: its values, in the order of the keys, and the location of its objects. */
export interface TablePartition {
  readonly values: readonly string[];
  readonly location: string;
  /** Its SerDe, if it is registered with one. */
  readonly serde?: SerDeInfo | undefined;
}
