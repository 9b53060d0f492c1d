import { identifier, join, SQL, type Sql } from "../../../duckdb/sql";

/** A macro of DuckDB, which puts the text of an argument wherever its body uses the parameter. */
export interface Macro {
  readonly name: Sql;
  readonly parameters: readonly string[];
  readonly body: Sql;
}

/** Defines a macro. @param body DuckDB's SQL over the parameters; it may call macros that are created before */
export function macro(name: Sql, parameters: readonly string[], body: Sql): Macro {
  return { name, parameters, body };
}

/** The statement that creates a macro. */
export function createMacro({ name, parameters, body }: Macro): Sql {
  const list = join(parameters.map((parameter) => identifier(parameter)));
  return SQL`CREATE MACRO ${name}(${list}) AS ${body}`;
}
