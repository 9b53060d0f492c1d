import type { PolicyStatement } from "../shared/policy-statement";

/**
 * Reading what Lake Formation has granted.
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
 * Granting, and taking back. The actions know no resources: Lake Formation itself lets a role grant only what it may pass
 * on, as that of the tables which it made.
 */
export const manageLakeFormationPermissions: PolicyStatement = {
  sid: "ManageLakeFormationPermissions",
  rationale:
    "The actions have no resource types; Lake Formation lets a role grant only what it may pass on.",
  actions: ["lakeformation:GrantPermissions", "lakeformation:RevokePermissions"],
  resources: ["*"],
};
