import {
  type DuckDBConnection,
  DuckDBScalarFunction,
  type DuckDBType,
  type DuckDBValue,
} from "@duckdb/node-api";

/** A function that DuckDB calls in JavaScript; with a null among its arguments it gives null and isn't called. */
export interface NativeFunction {
  readonly takes: readonly DuckDBType[];
  readonly gives: DuckDBType;
  readonly call: (...args: never[]) => DuckDBValue;
}

/** Functions by the names under which DuckDB's SQL calls them. */
export type NativeFunctions = Readonly<Record<string, NativeFunction>>;

/** A function's types and what it does. */
export function native(
  takes: readonly DuckDBType[],
  gives: DuckDBType,
  call: NativeFunction["call"],
): NativeFunction {
  return { takes, gives, call };
}

/** Makes functions known to a connection. */
export function registerNativeFunctions(
  connection: DuckDBConnection,
  functions: NativeFunctions,
): void {
  for (const [name, definition] of Object.entries(functions)) {
    connection.registerScalarFunction(scalarFunction(name, definition));
  }
}

function scalarFunction(
  name: string,
  { takes, gives, call }: NativeFunction,
): DuckDBScalarFunction {
  // DuckDB hands over values of the declared parameter types, which are those that `call` takes.
  const apply = call as (...args: readonly DuckDBValue[]) => DuckDBValue;
  return DuckDBScalarFunction.create({
    name,
    returnType: gives,
    parameterTypes: takes,
    specialHandling: true,
    mainFunction: (_, input, output) => {
      const columns = takes.map((_type, index) => input.getColumnVector(index));
      for (let row = 0; row < input.rowCount; row += 1) {
        const args = columns.map((column) => column.getItem(row));
        output.setItem(row, args.includes(null) ? null : apply(...args));
      }
      output.flush();
    },
  });
}
