import type { Sql } from "../../duckdb/sql";

/** Aliases of lambdas, as `TranslationState.alias` makes them. */
const LAMBDA = /\blambda (r\d+(?:, r\d+)*):/g;

/**
 * SQL as a text in which the parameters of lambdas are numbered by their order. Each translation of an expression gives
 * them other names, so that two texts of one expression are equal only in this form.
 */
export function canonicalSql({ text }: Sql): string {
  const numbers = new Map<string, number>();
  for (const [, names = ""] of text.matchAll(LAMBDA)) {
    for (const name of names.split(", ")) numbers.set(name, numbers.size);
  }
  if (numbers.size === 0) return text;
  // A text literal may look like a parameter.
  return text.replace(/'(?:[^']|'')*'|\br\d+\b/g, (name) => {
    const number = numbers.get(name);
    return number === undefined ? name : `lambda_${number}`;
  });
}
