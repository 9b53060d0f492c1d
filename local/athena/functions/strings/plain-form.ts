import { literal, type Sql } from "../../../duckdb/sql";
import { coerce, type TypedSql } from "../../translation/expressions/typed-sql";
import { VARCHAR } from "../../types/trino-type";
import type { FunctionRule } from "../signature";

/**
 * A rule with a plain form of DuckDB for calls whose arguments are known not to need the checks of the rule's macro. A
 * macro that uses an argument several times has it bound, which DuckDB plans ten times as long.
 *
 * @param isPlain whether the arguments after the first one are so
 */
export function withPlainForm(
  rule: FunctionRule,
  isPlain: (rest: readonly TypedSql[]) => boolean,
  write: (text: Sql, ...rest: Sql[]) => Sql,
): FunctionRule {
  return (call) => {
    const general = rule(call);
    const [text, ...rest] = call.args;
    if (text === undefined || !isPlain(rest)) return general;
    return { ...general, sql: () => write(coerce(text, VARCHAR), ...rest.map(uncast)) };
  };
}

/** Whether a value is a text of at least one character. */
export function isNonEmptyText(value: TypedSql | undefined): boolean {
  return typeof value?.literal === "string" && value.literal !== "";
}

/** Whether a value is a literal that counts characters from one. */
export function isPlace({ literal }: TypedSql): boolean {
  return typeof literal === "bigint" && literal > 0n && literal <= MAX_INTEGER;
}

/** A literal without the cast of its own type: DuckDB takes it for one of its parameter's type. */
export function uncast({ literal: value, sql }: TypedSql): Sql {
  return value === undefined || typeof value === "number" ? sql() : literal(value);
}

const MAX_INTEGER = 2_147_483_647n;
