/** A value that is stored differently from what was sent, without an error. */
export interface SilentChange {
  /** Dotted path, with the positions of elements and the keys of maps. */
  readonly path: string;
  /** The value as JSON, truncated; only the kind of value for personal data. */
  readonly value: string;
  /** How it is changed. */
  readonly effect: string;
}
