import type { Dataset } from "../../../model/dataset/dataset";
import type { CsvDialect } from "../../../model/dataset/file-source";
import { columnFinder } from "../../../model/dataset/json-keys";
import type { CsvOptions } from "./csv-events";

/** What a dataset says of its files. */
export interface ReadOptions extends CsvOptions {
  /** The dataset whose contract the values are written for. @default - values stay as they are */
  readonly conformTo?: Pick<Dataset, "columns" | "storage"> | undefined;
}

const TEXT = new Set(["string", "char", "varchar"]);

/**
 * How files of a dataset are read. Cells of CSV in text columns stay text, so that `1.10` keeps its last digit.
 *
 * @param given what the command says of CSV, which goes before what the dataset says
 */
export function readOptions(
  dataset: Dataset,
  given: CsvDialect | undefined = undefined,
): ReadOptions {
  const { columns, source } = dataset;
  const columnOf = columnFinder(columns);
  return {
    isText: (key) => TEXT.has(columns[columnOf(key) ?? ""]?.kind ?? ""),
    dialect: given === undefined ? source?.csv : { ...source?.csv, ...given },
    isGiven: given !== undefined,
    conformTo: source?.convertValues === true ? dataset : undefined,
  };
}
