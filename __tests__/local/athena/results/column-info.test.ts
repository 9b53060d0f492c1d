import { columnInfo } from "../../../../local/athena/results/column-info";
import type { ResultColumn } from "../../../../local/athena/results/column-info";
import { columnType } from "../../../../local/athena/trino/client/type-signature";
import * as types from "../../../../local/athena/types/trino-type";

type OnAws = readonly [type: ResultColumn["type"], name: string, precision: number, scale?: number];

const time = columnType({ name: "time", types: [], numbers: [3] });

/** What Athena answers, by the tests of PyAthena that run on AWS (`test_complex`). */
const ON_AWS: readonly OnAws[] = [
  [types.BOOLEAN, "boolean", 0],
  [{ kind: "tinyint" }, "tinyint", 3],
  [{ kind: "smallint" }, "smallint", 5],
  [types.INTEGER, "integer", 10],
  [types.BIGINT, "bigint", 19],
  [{ kind: "real" }, "float", 17],
  [types.DOUBLE, "double", 17],
  [types.VARCHAR, "varchar", 2147483647],
  [{ kind: "varchar", length: 10 }, "varchar", 10],
  [types.TIMESTAMP, "timestamp", 3],
  [types.TIMESTAMP_TZ, "timestamp with time zone", 3],
  [time, "time", 3],
  [types.DATE, "date", 0],
  [types.VARBINARY, "varbinary", 1073741824],
  [{ kind: "array", element: types.INTEGER }, "array", 0],
  [types.JSON_TYPE, "json", 0],
  [{ kind: "map", key: types.INTEGER, value: types.INTEGER }, "map", 0],
  [{ kind: "row", fields: [{ name: "a", type: types.INTEGER }] }, "row", 0],
  [{ kind: "decimal", precision: 10, scale: 1 }, "decimal", 10, 1],
];

describe("the columns of a result", () => {
  it("have the names, precisions and scales of types that Athena answers", () => {
    const found = ON_AWS.map(([type]) => {
      const { Type, Precision, Scale, Nullable } = columnInfo({ name: "c", type });
      return [Type, Precision, Scale, Nullable];
    });
    expect(found).toEqual(
      ON_AWS.map(([, name, precision, scale = 0]) => [name, precision, scale, "UNKNOWN"]),
    );
  });
});
