import type { PolicyStatement } from "../shared/policy-statement";

/**
 * Allows reading the grants of Lake Formation.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslakeformation.html
 */
export const readLakeFormationPermissions: PolicyStatement = {
  sid: "ReadLakeFormationPermissions",
  rationale: "The action has no resource types.",
  actions: ["lakeformation:ListPermissions"],
  resources: ["*"],
};

/**
 * Allows granting and revoking. The actions have no resource-level permissions: Lake Formation itself allows a role to grant
 * only permissions with the grant option, such as those on tables that it created.
 */
export const manageLakeFormationPermissions: PolicyStatement = {
  sid: "ManageLakeFormationPermissions",
  rationale:
    "The actions have no resource types; Lake Formation lets a role grant only what it may pass on.",
  actions: ["lakeformation:GrantPermissions", "lakeformation:RevokePermissions"],
  resources: ["*"],
};
