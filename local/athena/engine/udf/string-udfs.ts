import { BIGINT, BLOB, type DuckDBBlobValue, VARCHAR } from "@duckdb/node-api";

import { levenshteinDistance } from "./levenshtein-distance";
import { udf, type ScalarUdfs } from "./scalar-udf";
import { decodeUtf8 } from "./utf8-text";

/** String functions. */
export const STRING_UDFS: ScalarUdfs = {
  // TRY does not catch DuckDB's error().
  trino_fail: udf([VARCHAR], VARCHAR, (message: string) => {
    throw new Error(message);
  }),
  trino_levenshtein: udf([VARCHAR, VARCHAR], BIGINT, (a: string, b: string) =>
    BigInt(levenshteinDistance([...a], [...b])),
  ),
  trino_from_utf8: udf([BLOB], VARCHAR, ({ bytes }: DuckDBBlobValue) => decodeUtf8(bytes)),
  trino_reverse: udf([VARCHAR], VARCHAR, (text: string) => [...text].reverse().join("")),
};
