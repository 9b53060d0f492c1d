import { paginateGetTables } from "@aws-sdk/client-glue";
import type { Target } from "../target/target";

/** A table of the lake. */
export interface TableView {
  readonly name: string;
  readonly columns: readonly ColumnView[];
}

/** A column, with its type in Hive's words. */
export interface ColumnView {
  readonly name: string;
  readonly type: string;
  readonly isPartitionKey: boolean;
}

/** The tables of a lake's database with their columns, by name. */
export async function readTables({ clients, names }: Target): Promise<TableView[]> {
  const tables: TableView[] = [];
  const pages = paginateGetTables({ client: clients.glue }, { DatabaseName: names.database });
  for await (const { TableList: found = [] } of pages) {
    for (const { Name: name = "", StorageDescriptor: storage, PartitionKeys: keys = [] } of found) {
      const view =
        (isPartitionKey: boolean) =>
        (column: { Name?: string | undefined; Type?: string | undefined }) => ({
          name: column.Name ?? "",
          type: column.Type ?? "",
          isPartitionKey,
        });
      const columns = (storage?.Columns ?? []).map(view(false));
      tables.push({ name, columns: [...columns, ...keys.map(view(true))] });
    }
  }
  return tables.sort((a, b) => a.name.localeCompare(b.name));
}
