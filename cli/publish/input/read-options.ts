import type { Columns } from "../../../model/dataset/column-type";
import type { Dataset } from "../../../model/dataset/dataset";
import { columnFinder } from "../../../model/dataset/json-keys";
import type { CsvOptions } from "./csv-events";

/** What a dataset says of its files. */
export interface ReadOptions extends CsvOptions {
  /** Columns whose contract the values are written for. @default - values stay as they are */
  readonly conformTo?: Columns | undefined;
}

const TEXT = new Set(["string", "char", "varchar"]);

/** How files of a dataset are read. Cells of CSV in text columns stay text, so that `1.10` keeps its last digit. */
export function readOptions({ columns, source }: Dataset): ReadOptions {
  const columnOf = columnFinder(columns);
  return {
    isText: (key) => TEXT.has(columns[columnOf(key) ?? ""]?.kind ?? ""),
    dialect: source?.csv,
    conformTo: source?.convertValues === true ? columns : undefined,
  };
}
