import { TrinoClient } from "../../../local/athena/trino/client/trino-client";
import type { TrinoConnection } from "../../../local/athena/trino/trino-runner-props";

const CREDENTIAL = "local";

/**
 * Creates the catalogs of an embedded AWS on a Trino server whose catalogs are managed by SQL.
 *
 * @param endpointUrl the embedded AWS, as the server reaches it
 * @throws Error with Trino's message, which says what to set if its catalogs are static
 */
export async function createCatalogs(
  trinoUrl: string,
  endpointUrl: string,
  region: string,
): Promise<TrinoConnection> {
  const endpoint = { url: trinoUrl, headers: { "X-Trino-User": "athena" } };
  const client = new TrinoClient(endpoint);
  const common = {
    "fs.native-s3.enabled": "true",
    "hive.metastore.glue.aws-access-key": CREDENTIAL,
    "hive.metastore.glue.aws-secret-key": CREDENTIAL,
    "hive.metastore.glue.endpoint-url": endpointUrl,
    "hive.metastore.glue.region": region,
    "s3.aws-access-key": CREDENTIAL,
    "s3.aws-secret-key": CREDENTIAL,
    "s3.endpoint": endpointUrl,
    "s3.path-style-access": "true",
    "s3.region": region,
  };
  const catalogs = { hive: "awsdatacatalog", iceberg: "iceberg" };
  await createCatalog(client, catalogs.hive, "hive", {
    ...common,
    "hive.iceberg-catalog-name": catalogs.iceberg,
    "hive.metastore": "glue",
    "hive.non-managed-table-writes-enabled": "true",
    "hive.partition-projection-enabled": "true",
    "hive.recursive-directories": "true",
    "hive.security": "allow-all",
  });
  await createCatalog(client, catalogs.iceberg, "iceberg", {
    ...common,
    "iceberg.catalog.type": "glue",
    "iceberg.hive-catalog-name": catalogs.hive,
  });
  return { endpoint, catalogs };
}

async function createCatalog(
  client: TrinoClient,
  name: string,
  connector: string,
  properties: Readonly<Record<string, string>>,
): Promise<void> {
  const list = Object.entries(properties).map(([key, value]) => `"${key}" = '${value}'`);
  await ask(client, `DROP CATALOG IF EXISTS ${name}`);
  await ask(client, `CREATE CATALOG ${name} USING ${connector} WITH (${list.join(", ")})`);
}

async function ask(client: TrinoClient, sql: string): Promise<void> {
  for await (const { error } of client.run(sql, {}, new AbortController().signal)) {
    if (error === undefined) continue;
    throw new Error(
      `${error.message}. Tests need a Trino with catalog.management=dynamic in its config.properties.`,
    );
  }
}
