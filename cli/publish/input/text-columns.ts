import type { Dataset } from "../../../model/dataset/dataset";
import { columnFinder } from "../../../model/dataset/json-keys";
import type { CsvOptions } from "./csv-events";

const TEXT = new Set(["string", "char", "varchar"]);

/** What a dataset says of CSV: cells of its text columns stay text, so that `1.10` keeps its last digit. */
export function csvOptions({ columns }: Dataset): CsvOptions {
  const columnOf = columnFinder(columns);
  return {
    isText: (key) => TEXT.has(columns[columnOf(key) ?? ""]?.kind ?? ""),
  };
}
