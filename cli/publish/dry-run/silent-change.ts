/** A value that reaches the lake otherwise than it was sent, without an error. */
export interface SilentChange {
  /** Where: dotted, with the positions of elements and the keys of maps. */
  readonly path: string;
  /** The value as JSON, cut; of personal data only what kind of value it is. */
  readonly value: string;
  /** What becomes of it. */
  readonly effect: string;
}
