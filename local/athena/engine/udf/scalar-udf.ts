import {
  type DuckDBConnection,
  DuckDBScalarFunction,
  type DuckDBType,
  type DuckDBValue,
} from "@duckdb/node-api";

/** A function that DuckDB calls in JavaScript; with a null among its arguments it gives null and isn't called. */
export interface ScalarUdf {
  readonly argTypes: readonly DuckDBType[];
  readonly returnType: DuckDBType;
  readonly call: (...args: never[]) => DuckDBValue;
}

/** Functions by the names under which DuckDB's SQL calls them. */
export type ScalarUdfs = Readonly<Record<string, ScalarUdf>>;

/** A function's types and what it does. */
export function udf(
  argTypes: readonly DuckDBType[],
  returnType: DuckDBType,
  call: ScalarUdf["call"],
): ScalarUdf {
  return { argTypes, returnType, call };
}

/** Makes functions known to a connection. */
export function registerUdfs(connection: DuckDBConnection, functions: ScalarUdfs): void {
  for (const [name, definition] of Object.entries(functions)) {
    connection.registerScalarFunction(scalarFunction(name, definition));
  }
}

function scalarFunction(
  name: string,
  { argTypes, returnType, call }: ScalarUdf,
): DuckDBScalarFunction {
  // DuckDB hands over values of the declared parameter types, which are those of `call`.
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
        output.setItem(row, args.includes(null) ? null : apply(...args));
      }
      output.flush();
    },
  });
}
