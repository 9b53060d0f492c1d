import { LakeformationPermissions } from "@cdktf/provider-aws/lib/lakeformation-permissions";
import type { LakeformationPermissionsConfig } from "@cdktf/provider-aws/lib/lakeformation-permissions";
import { Construct } from "constructs";
import type { LakeFormationSettings } from "../../model/environment/settings/lake-formation-settings";

/** Properties of the grants of readers on a table or the database. */
export interface ReaderGrantsProps extends Pick<
  LakeformationPermissionsConfig,
  "database" | "table"
> {
  /**
   * ARNs of the readers, by construct id.
   *
   * @default - none
   */
  readonly readers?: Required<LakeFormationSettings>["readers"];
  readonly permissions: readonly string[];
  /**
   * Names of readers with more permissions than the others.
   *
   * @default - none
   */
  readonly more?: { readonly readers: readonly string[]; readonly permissions: readonly string[] };
}

/**
 * A Lake Formation grant for each reader of the environment.
 *
 * @example
 * new lake.ReaderGrants(stack, "readers", {
 *   readers: { analysts: "arn:aws:iam::111122223333:role/analysts" },
 *   permissions: ["DESCRIBE"],
 *   database: { name: database.databaseName },
 * });
 */
export class ReaderGrants extends Construct {
  constructor(scope: Construct, id: string, props: ReaderGrantsProps) {
    super(scope, id);
    const { readers = {}, permissions, more, ...resource } = props;
    for (const [name, principal] of Object.entries(readers)) {
      const added = more?.readers.includes(name) === true ? more.permissions : [];
      new LakeformationPermissions(this, name, {
        principal,
        permissions: [...added, ...permissions],
        ...resource,
      });
    }
  }
}
