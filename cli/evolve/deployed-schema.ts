import { GetTableCommand } from "@aws-sdk/client-glue";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { UserError } from "../../errors/user-error";
import { parseS3Location } from "../../local/glue/catalog/s3-location";
import type { IcebergField } from "../../local/iceberg/metadata/iceberg-type";
import { parseTableMetadata } from "../../local/iceberg/metadata/table-metadata";
import type { Target } from "../target/target";

/** The schema that a deployed Iceberg table has now. */
export interface DeployedSchema {
  /** Version of the table in the Data Catalog, which an update names. */
  readonly versionId: string | undefined;
  /** URI of the table's folder. */
  readonly location: string;
  readonly fields: readonly IcebergField[];
  /** The largest id that any schema of the table has had. */
  readonly lastColumnId: number;
}

/**
 * Reads the schema of a dataset's table from its metadata.
 *
 * @returns undefined if there is no such table
 * @throws UserError if it is not an Iceberg table
 */
export async function readDeployedSchema({
  clients,
  names,
}: Target): Promise<DeployedSchema | undefined> {
  const table = await clients.glue
    .send(new GetTableCommand({ DatabaseName: names.database, Name: names.table }))
    .then(({ Table }) => Table)
    .catch((error: unknown) => {
      if (error instanceof Error && error.name === "EntityNotFoundException") return undefined;
      throw error;
    });
  if (table === undefined) return undefined;
  const { metadata_location: uri, table_type: type } = table.Parameters ?? {};
  if (uri === undefined || type?.toUpperCase() !== "ICEBERG") {
    throw new UserError(
      `The table ${names.database}.${names.table} is not an Iceberg table.`,
      "A deployment can't make it one: remove the dataset, and add it under another name.",
    );
  }
  const { bucket: Bucket, prefix: Key } = parseS3Location(uri);
  const { Body: body } = await clients.s3.send(new GetObjectCommand({ Bucket, Key }));
  const content = Buffer.from((await body?.transformToByteArray()) ?? []);
  const { location, schemas, currentSchemaId, lastColumnId } = parseTableMetadata(content);
  const fields = schemas.get(currentSchemaId)?.fields ?? [];
  return { versionId: table.VersionId, location, fields, lastColumnId };
}
