/** What a function's declaration says of its calls. */
export interface CallFacts {
  /** It has a value, or null, for each argument. @default false, it can fail */
  readonly total?: boolean;
  /** It has another value at each evaluation. @default false */
  readonly volatile?: boolean;
  /** It has a value where its arguments fail. @default false */
  readonly catchesFailure?: boolean;
  /** The time zone of its value: one for all calls, or that of an argument, by its index. @default any */
  readonly zone?: "one" | number | undefined;
  /** Its value is the current date or time, from which no interval leads out of the calendar. @default false */
  readonly currentTime?: boolean;
}
