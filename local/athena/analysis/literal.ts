/**
 * The value of a literal that a function or an operator may look at: a text, an integer, a double as a number, or an
 * interval of days to seconds in milliseconds.
 */
export type Literal = string | bigint | number;
