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

/** One table of the lake, and how Lake Formation is used. */
export interface TableGrantsProps {
  readonly settings: LakeFormationSettings;
  readonly databaseName: string;
  readonly tableName: string;
  /** Where the table's objects are. */
  readonly bucket: IEncryptedBucket;
}

/**
 * Lake Formation hides the columns of a table from whoever may not select from it, so that reading a schema takes both.
 *
 * @see https://docs.aws.amazon.com/lake-formation/latest/dg/lf-permissions-reference.html
 */
const readPermissions = ["DESCRIBE", "SELECT"];

const registerPermissions = ["ALTER", "DESCRIBE", "INSERT", "SELECT"];

/**
 * What Lake Formation grants on one table. It asks for these beside the IAM policies, never instead of them; whoever uses a
 * role must wait for its grants as for its policy.
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
      readers: props.settings.readers,
      permissions: readPermissions,
      table: this.table,
    });
  }

  /** Lets a role read the schema. It gets no data by it: it has no `lakeformation:GetDataAccess`. */
  grantReadSchema(role: IGrantee): void {
    grant(role, "table", { permissions: readPermissions, table: this.table });
  }

  /** Lets a role register partitions. */
  grantRegisterPartitions(role: IGrantee): void {
    const { settings, databaseName, bucket } = this.props;
    grant(role, "database", { permissions: ["DESCRIBE"], database: { name: databaseName } });
    grant(role, "table", { permissions: registerPermissions, table: this.table });
    if (!(settings.locationRegistered ?? defaultOf("lakeFormation.locationRegistered"))) return;
    grant(role, "location", {
      permissions: ["DATA_LOCATION_ACCESS"],
      dataLocation: { arn: bucket.arn },
    });
    role.addStatements({
      sid: "GetDataFromLakeFormation",
      rationale:
        "Lake Formation hands out the credentials for a registered location; its grants say for what, since the action knows no resources.",
      actions: ["lakeformation:GetDataAccess"],
      resources: ["*"],
    });
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
