import { LakeformationPermissions } from "@cdktf/provider-aws/lib/lakeformation-permissions";
import type {
  LakeformationPermissionsConfig,
  LakeformationPermissionsTable,
} from "@cdktf/provider-aws/lib/lakeformation-permissions";
import { Construct } from "constructs";
import type { LakeFormationSettings } from "../../model/environment/settings/lake-formation-settings";
import { defaultOf } from "../../model/environment/environment-defaults";
import type { IEncryptedBucket } from "../data-storage/encrypted-bucket";
import type { IGrantee } from "../shared/grantee";
import { ReaderGrants } from "./reader-grants";

/** Properties of the Lake Formation grants on one table. */
export interface TableGrantsProps {
  readonly settings: LakeFormationSettings;
  readonly databaseName: string;
  readonly tableName: string;
  /** Bucket of the table's objects. */
  readonly bucket: IEncryptedBucket;
}

/**
 * Lake Formation hides the columns of a table from principals without SELECT, so reading a schema needs both.
 *
 * @see https://docs.aws.amazon.com/lake-formation/latest/dg/lf-permissions-reference.html
 */
const readPermissions = ["DESCRIBE", "SELECT"];

const registerPermissions = ["ALTER", "DESCRIBE", "INSERT", "SELECT"];

const commitPermissions = ["ALTER", "DELETE", "DESCRIBE", "INSERT", "SELECT"];

/**
 * Lake Formation grants on one table. They are required in addition to IAM policies, never instead of them; whatever uses a role
 * has to depend on its grants as on its policy.
 *
 * @example
 * const grants = new lake.TableGrants(stack, "grants", {
 *   settings: { locationRegistered: true },
 *   databaseName: database.databaseName,
 *   tableName: "orders",
 *   bucket,
 * });
 * grants.grantReadSchema(role);
 */
export class TableGrants extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: TableGrantsProps,
  ) {
    super(scope, id);
    new ReaderGrants(this, "reader", {
      readers: props.settings.readers ?? {},
      permissions: readPermissions,
      table: this.table,
    });
  }

  /** Allows a role to read the schema, but no data: it does not get `lakeformation:GetDataAccess`. */
  grantReadSchema(role: IGrantee): void {
    this.grantDatabase(role);
    grant(role, "table", { permissions: readPermissions, table: this.table });
  }

  /** Allows a role to register partitions. */
  grantRegisterPartitions(role: IGrantee): void {
    this.grantChanges(role, registerPermissions);
  }

  /** Allows a role to commit to an Iceberg table. */
  grantCommit(role: IGrantee): void {
    this.grantChanges(role, commitPermissions);
  }

  private grantChanges(role: IGrantee, permissions: readonly string[]): void {
    const { settings, bucket } = this.props;
    this.grantDatabase(role);
    grant(role, "table", { permissions: [...permissions], table: this.table });
    if (!(settings.locationRegistered ?? defaultOf("lakeFormation.locationRegistered"))) return;
    grant(role, "location", {
      permissions: ["DATA_LOCATION_ACCESS"],
      dataLocation: { arn: bucket.arn },
    });
    role.addStatements({
      sid: "GetDataFromLakeFormation",
      rationale:
        "Lake Formation issues credentials for a registered location; its grants restrict them, since the action has no resource-level permissions.",
      actions: ["lakeformation:GetDataAccess"],
      resources: ["*"],
    });
  }

  /**
   * A table is found in its database, which has a permission of its own.
   *
   * @see https://docs.aws.amazon.com/lake-formation/latest/dg/lf-permissions-reference.html
   */
  private grantDatabase(role: IGrantee): void {
    const database = { name: this.props.databaseName };
    grant(role, "database", { permissions: ["DESCRIBE"], database });
  }

  private get table(): LakeformationPermissionsTable {
    return { databaseName: this.props.databaseName, name: this.props.tableName };
  }
}

function grant(
  role: IGrantee,
  what: "database" | "location" | "table",
  config: Omit<LakeformationPermissionsConfig, "principal">,
): void {
  role.addReady(
    new LakeformationPermissions(role, `lake_formation_${what}`, {
      ...config,
      principal: role.arn,
    }),
  );
}
