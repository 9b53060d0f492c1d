import { TrinoClient, type TrinoEndpoint } from "../client/trino-client";
import { sqlString } from "../text/sql-text";
import type { CatalogDefinition } from "./catalog-properties";

/**
 * Creates catalogs, or replaces those of an earlier embedded AWS, on a server whose catalogs are managed by SQL.
 *
 * @throws Error with Trino's message, which says what to set if its catalogs are static
 * @see https://trino.io/docs/476/sql/create-catalog.html
 */
export async function createCatalogs(
  endpoint: TrinoEndpoint,
  definitions: readonly CatalogDefinition[],
): Promise<void> {
  const client = new TrinoClient(endpoint);
  for (const { name, connector, properties } of definitions) {
    const list = Object.entries(properties).map(([key, value]) => `"${key}" = ${sqlString(value)}`);
    await execute(client, `DROP CATALOG IF EXISTS ${name}`);
    await execute(client, `CREATE CATALOG ${name} USING ${connector} WITH (${list.join(", ")})`);
  }
}

async function execute(client: TrinoClient, sql: string): Promise<void> {
  for await (const { error } of client.run(sql, {}, new AbortController().signal)) {
    if (error === undefined) continue;
    throw new Error(
      `The server at TRINO_URL can't be used: ${error.message}. Its config.properties need catalog.management=dynamic.`,
    );
  }
}
