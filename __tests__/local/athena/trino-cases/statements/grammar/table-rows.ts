/** Statements by the alternative of Trino's grammar that they have. */
export type GrammarRows = Readonly<Record<string, readonly string[]>>;

/** A relation of two rows. */
export const ROWS = "(VALUES (1, 'a'), (2, 'b')) t(x, y)";
