import { type GlueClient, paginateGetPartitions } from "@aws-sdk/client-glue";

import type { CatalogTable } from "../catalog-table";
import type { TablePartition } from "./table-partition";

/** Lists the partitions of a table that are registered in the Data Catalog. */
export async function registeredPartitions(
  glue: GlueClient,
  table: CatalogTable,
): Promise<TablePartition[]> {
  const partitions: TablePartition[] = [];
  const pages = paginateGetPartitions(
    { client: glue },
    { DatabaseName: table.database, TableName: table.name, ExcludeColumnSchema: true },
  );
  for await (const { Partitions: page = [] } of pages) {
    for (const { Values: values = [], StorageDescriptor: storage } of page) {
      partitions.push({ values, location: storage?.Location ?? "", serde: storage?.SerdeInfo });
    }
  }
  return partitions;
}
