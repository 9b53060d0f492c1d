import { checkErrors } from "../../../support/athena/check-expressions";
import { checkQueryErrors } from "../../../support/athena/check-queries";

describe("function calls", () => {
  checkErrors([
    [
      "sqrt('4')",
      "FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (varchar(1)) for function sqrt",
    ],
    ["nvl(1, 2)", "FUNCTION_NOT_FOUND: line 1:8: Function 'nvl' not registered"],
    [
      "ST_Point(1, 2)",
      "NOT_SUPPORTED: line 1:8: Function 'st_point' is not supported by the SQL engine duckdb; start the embedded AWS with --sql-engine trino",
    ],
    [
      "xxhash64(X'00')",
      "NOT_SUPPORTED: line 1:8: Function 'xxhash64' is not supported by the SQL engine duckdb; start the embedded AWS with --sql-engine trino",
    ],
    [
      "lower(1)",
      "FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (integer) for function lower",
    ],
    [
      "year('2026')",
      "FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (varchar(4)) for function year",
    ],
  ]);

  checkQueryErrors([
    [
      "SELECT split(s, ',', 2) FROM n",
      "NOT_SUPPORTED: line 1:8: The signature split(varchar, varchar(1), integer) is not supported by the SQL engine duckdb; start the embedded AWS with --sql-engine trino",
    ],
  ]);
});
