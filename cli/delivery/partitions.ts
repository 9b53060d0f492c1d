import { paginateGetPartitions } from "@aws-sdk/client-glue";
import type { GlueClient } from "@aws-sdk/client-glue";

/** Values of a table's registered partitions, sorted. */
export async function readPartitions(
  glue: GlueClient,
  database: string,
  table: string,
): Promise<string[][]> {
  const partitions: string[][] = [];
  const pages = paginateGetPartitions(
    { client: glue },
    { DatabaseName: database, TableName: table },
  );
  for await (const page of pages) {
    partitions.push(...(page.Partitions ?? []).map(({ Values }) => Values ?? []));
  }
  return partitions.sort((a, b) => a.join("/").localeCompare(b.join("/")));
}
