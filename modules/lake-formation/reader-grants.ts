import { LakeformationPermissions } from "@cdktf/provider-aws/lib/lakeformation-permissions";
import type { LakeformationPermissionsConfig } from "@cdktf/provider-aws/lib/lakeformation-permissions";
import { Construct } from "constructs";
import type { LakeFormationSettings } from "../../model/environment/settings/lake-formation-settings";

/** Properties of the grants of readers on a table or the database. */
export interface ReaderGrantsProps extends Pick<
  LakeformationPermissionsConfig,
  "database" | "permissions" | "table"
> {
  readonly readers: LakeFormationSettings["readers"] | undefined;
}

/**
 * The same Lake Formation grant for each reader of the environment.
 *
 * @example
 * new lake.ReaderGrants(stack, "readers", {
 *   readers: { analysts: "arn:aws:iam::111122223333:role/analysts" },
 *   permissions: ["DESCRIBE"],
 *   database: { name: database.databaseName },
 * });
 */
export class ReaderGrants extends Construct {
  constructor(scope: Construct, id: string, { readers = {}, ...grant }: ReaderGrantsProps) {
    super(scope, id);
    for (const [name, principal] of Object.entries(readers)) {
      new LakeformationPermissions(this, name, { ...grant, principal });
    }
  }
}
