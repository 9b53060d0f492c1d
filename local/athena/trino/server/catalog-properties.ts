import { serviceCredentials } from "../../../iam/service-principal";
import type { TrinoCatalogs } from "../statements/plan-context";

/** Names of the catalogs: Trino compares them without case, so the first one is Athena's `AwsDataCatalog`. */
export const CATALOGS: TrinoCatalogs = { hive: "awsdatacatalog", iceberg: "iceberg" };

/** A catalog of a Trino server. */
export interface CatalogDefinition {
  readonly name: string;
  readonly connector: string;
  readonly properties: Readonly<Record<string, string>>;
}

/**
 * The catalogs on the Glue and S3 of an embedded AWS: Hive's with partition projection, and Iceberg's. Each redirects the
 * tables of the other's format to it.
 *
 * @param endpointUrl the embedded AWS
 * @see https://trino.io/docs/476/object-storage/metastores.html#aws-glue-catalog-configuration-properties
 * @see https://trino.io/docs/476/connector/hive.html
 */
export function catalogDefinitions(
  endpointUrl: string,
  region: string,
): readonly CatalogDefinition[] {
  // Signatures are not checked; the access key says who calls.
  const { accessKeyId, secretAccessKey } = serviceCredentials("athena");
  const common = {
    "fs.native-s3.enabled": "true",
    "hive.metastore.glue.aws-access-key": accessKeyId,
    "hive.metastore.glue.aws-secret-key": secretAccessKey,
    "hive.metastore.glue.endpoint-url": endpointUrl,
    "hive.metastore.glue.region": region,
    "s3.aws-access-key": accessKeyId,
    "s3.aws-secret-key": secretAccessKey,
    "s3.endpoint": endpointUrl,
    "s3.path-style-access": "true",
    "s3.region": region,
  };
  return [
    {
      name: CATALOGS.hive,
      connector: "hive",
      properties: {
        ...common,
        "hive.iceberg-catalog-name": CATALOGS.iceberg,
        "hive.metastore": "glue",
        "hive.non-managed-table-writes-enabled": "true",
        "hive.partition-projection-enabled": "true",
        "hive.recursive-directories": "true",
        // The gateway decides who may do what.
        "hive.security": "allow-all",
      },
    },
    {
      name: CATALOGS.iceberg,
      connector: "iceberg",
      properties: {
        ...common,
        "iceberg.catalog.type": "glue",
        "iceberg.hive-catalog-name": CATALOGS.hive,
      },
    },
  ];
}
