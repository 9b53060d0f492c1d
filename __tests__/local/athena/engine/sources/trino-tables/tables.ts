import type { FileTable } from "./file-table";
import { HIVE_JSON_TABLES, JSON_TABLES } from "./json-tables";
import { TEXT_TABLES } from "./text-tables";

/** The tables that Trino is asked, and that the engine must read alike. */
export const FILE_TABLES: readonly FileTable[] = [
  ...TEXT_TABLES,
  ...JSON_TABLES,
  ...HIVE_JSON_TABLES,
];
