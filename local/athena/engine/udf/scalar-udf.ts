import {
  type DuckDBConnection,
  DuckDBScalarFunction,
  type DuckDBType,
  type DuckDBValue,
  VARCHAR,
} from "@duckdb/node-api";

import { runCreate } from "../../../duckdb/run-sql";
import { identifier, join, SQL } from "../../../duckdb/sql";
import { createMacro, macro } from "../macros/macro";

/** A scalar function in JavaScript, registered with DuckDB. It returns null, without a call, if any argument is null. */
export interface ScalarUdf {
  readonly argTypes: readonly DuckDBType[];
  readonly returnType: DuckDBType;
  readonly call: (...args: never[]) => DuckDBValue;
}

/** Functions by their names in DuckDB's SQL. */
export type ScalarUdfs = Readonly<Record<string, ScalarUdf>>;

/** Creates a scalar function. */
export function udf(
  argTypes: readonly DuckDBType[],
  returnType: DuckDBType,
  call: ScalarUdf["call"],
): ScalarUdf {
  return { argTypes, returnType, call };
}

/**
 * Registers functions; of those with text arguments, a macro has the name, and calls the function.
 *
 * Of a column that Parquet keeps as a dictionary, DuckDB calls a function for every value of the dictionary, whichever rows
 * a query has. A call that fails for another row's value would fail the query, and in TRY make every row null. It does not
 * do so for an argument that may fail itself, which a repeated text may, and a function registered here can't say.
 */
export async function registerUdfs(
  connection: DuckDBConnection,
  functions: ScalarUdfs,
): Promise<void> {
  for (const [name, definition] of Object.entries(functions)) {
    if (!definition.argTypes.includes(VARCHAR)) {
      connection.registerScalarFunction(scalarFunction(name, definition));
      continue;
    }
    const called = `${name}_of`;
    connection.registerScalarFunction(scalarFunction(called, definition));
    const parameters = definition.argTypes.map((_, index) => `a${index + 1}`);
    const values = parameters.map((parameter, index) =>
      definition.argTypes[index] === VARCHAR
        ? SQL`repeat(CAST(${identifier(parameter)} AS VARCHAR), 1)`
        : identifier(parameter),
    );
    const call = SQL`${identifier(called)}(${join(values)})`;
    await runCreate(connection, createMacro(macro(identifier(name), parameters, call)));
  }
}

function scalarFunction(
  name: string,
  { argTypes, returnType, call }: ScalarUdf,
): DuckDBScalarFunction {
  // DuckDB passes values of the declared types, which are those of `call`.
  const apply = call as (...args: readonly DuckDBValue[]) => DuckDBValue;
  return DuckDBScalarFunction.create({
    name,
    returnType,
    parameterTypes: argTypes,
    specialHandling: true,
    mainFunction: (_, input, output) => {
      const columns = argTypes.map((_type, index) => input.getColumnVector(index));
      for (let row = 0; row < input.rowCount; row += 1) {
        const args = columns.map((column) => column.getItem(row));
        output.setItem(row, args.includes(null) ? null : recordingRefusal(apply, args));
      }
      output.flush();
    },
  });
}

let refusal: Error | undefined;

/**
 * The first refusal of a function since the last call. TRY turns a refusal into a null like any other failure, where
 * Trino may have a value.
 */
export function takeRefusal(): Error | undefined {
  const taken = refusal;
  refusal = undefined;
  return taken;
}

function recordingRefusal(
  apply: (...args: readonly DuckDBValue[]) => DuckDBValue,
  args: readonly DuckDBValue[],
): DuckDBValue {
  try {
    return apply(...args);
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("NOT_SUPPORTED: ")) refusal ??= error;
    throw error;
  }
}
