/** Something that the rules of this project forbid. */
export interface RuleViolation {
  readonly address: string;
  /** The violation as the predicate of a sentence, for example `is not encrypted`. */
  readonly what: string;
}
