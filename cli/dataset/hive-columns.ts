import type { Columns } from "../../model/dataset/column-type";
import { glueType } from "../../model/dataset/glue-type";
import { parseHiveType } from "../../formats/hive-type";
import type { HiveColumn } from "../../formats/hive-type";

/** Columns as Firehose reads them from the Glue table after the dataset is deployed. */
export function hiveColumns(columns: Columns): HiveColumn[] {
  return Object.entries(columns).map(([name, type]) => ({
    name: name.toLowerCase(),
    type: parseHiveType(glueType(type)),
  }));
}
