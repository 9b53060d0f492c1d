import type { Construct } from "constructs";
import type { LakeFormationSettings } from "../../model/environment/settings/lake-formation-settings";
import type { IEncryptedBucket } from "../data-storage/encrypted-bucket";
import { TableGrants } from "../lake-formation/table-grants";
import type { IGlueDatabase } from "./glue-database";
import type { TableGrantTarget } from "./table-permissions";

/** What a table's grants are made from. */
interface GrantedTable {
  readonly database: IGlueDatabase;
  readonly tableName: string;
  readonly bucket: IEncryptedBucket;
  readonly lakeFormation?: LakeFormationSettings | undefined;
}

/**
 * The target of a table's grants, with those of Lake Formation where it controls the access.
 *
 * @param created the table's name as the resource has it, so that what refers to it is created after it
 */
export function addGrantTarget(
  scope: Construct,
  { database, tableName, bucket, lakeFormation }: GrantedTable,
  created: string,
): TableGrantTarget {
  return {
    policyArns: database.policyArns(tableName),
    database,
    lakeFormation:
      lakeFormation &&
      new TableGrants(scope, "lake_formation", {
        settings: lakeFormation,
        databaseName: database.databaseName,
        tableName: created,
        bucket,
      }),
  };
}
