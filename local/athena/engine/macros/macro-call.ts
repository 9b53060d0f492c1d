import { join, repeated, SQL, type Sql } from "../../../duckdb/sql";
import type { Macro } from "./macro";
import { ALL_MACROS } from "./macros";

/**
 * Calls a function of DuckDB, or a macro. What a macro's body uses more than once counts as several uses, so that the
 * translator gives it one value: otherwise nested calls would grow exponentially, and a volatile argument would have a
 * value at each place.
 */
export function macroCall(name: Sql, ...args: readonly Sql[]): Sql {
  const uses = REPEATING.get(name.text);
  const counted =
    uses === undefined ? args : args.map((arg, index) => (uses[index] ? repeated(arg) : arg));
  return SQL`${name}(${join(counted)})`;
}

/** The macros that use an argument more than once, and which of their arguments. */
export const REPEATING: ReadonlyMap<string, readonly boolean[]> = repeating();

function repeating(): Map<string, readonly boolean[]> {
  const found = new Map<string, readonly boolean[]>();
  for (const { name, parameters, body } of ALL_MACROS) {
    // A macro that is called in a body may use any of its arguments several times.
    const nested = [...found.keys()].some((called) => body.text.includes(`${called}(`));
    const uses = parameters.map((parameter) => count(body, parameter) > (nested ? 0 : 1));
    if (uses.includes(true)) found.set(name.text, uses);
  }
  return found;
}

/** How often a macro's body has a name; one that is part of a text counts too. */
function count({ text }: Macro["body"], name: string): number {
  return text.match(new RegExp(`\\b${name}\\b`, "g"))?.length ?? 0;
}
