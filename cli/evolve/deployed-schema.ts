import { GetTableCommand } from "@aws-sdk/client-glue";
import { UserError } from "../../errors/user-error";
import { readTableMetadata } from "../../local/glue/catalog/iceberg/read-table-metadata";
import type { IcebergField } from "../../local/iceberg/metadata/iceberg-type";
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
  const metadata = await readTableMetadata(clients.s3, table);
  if (metadata === undefined) {
    throw new UserError(
      `The table ${names.database}.${names.table} is not an Iceberg table.`,
      "A deployment can't make it one: remove the dataset, and add it under another name.",
    );
  }
  const { location, schemas, currentSchemaId, lastColumnId } = metadata;
  const fields = schemas.get(currentSchemaId)?.fields ?? [];
  return { versionId: table.VersionId, location, fields, lastColumnId };
}
