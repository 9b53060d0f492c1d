import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { STSClient } from "@aws-sdk/client-sts";
import type { Environment } from "../../model/environment/environment";
import { lakeNames } from "../../model/naming/names";
import { UserError } from "../../errors/user-error";
import { resolveGitHub } from "../../model/environment/resolve-environment";
import type { TerraformPlan } from "../terraform/plan/terraform-plan";

/** Addresses of roles that a plan creates, and of those whose trust policy it changes. */
export function roleChanges(plan: TerraformPlan): string[] {
  return addressesOf(plan, (change) => createsRole(change) || changesTrust(change));
}

/**
 * Addresses of role changes that the workflows' role of an environment is not allowed to make. With `rolesMadeBy: "workflows"`
 * it creates roles, but has no permission to change who can assume one that exists, such as an imported one.
 */
export function rolesForbiddenToWorkflows({ github }: Environment, plan: TerraformPlan): string[] {
  if (github === undefined) return [];
  return resolveGitHub(github).rolesMadeBy === "workflows"
    ? addressesOf(plan, changesTrust)
    : roleChanges(plan);
}

function addressesOf(
  { resource_changes = [] }: TerraformPlan,
  applies: (change: PlannedChange) => boolean,
): string[] {
  return resource_changes
    .filter(({ type, mode }) => type === "aws_iam_role" && mode === "managed")
    .filter(({ change }) => applies(change))
    .map(({ address }) => address);
}

type PlannedChange = NonNullable<TerraformPlan["resource_changes"]>[number]["change"];

function createsRole({ actions }: PlannedChange): boolean {
  return actions.includes("create");
}

function changesTrust({ actions, before, after }: PlannedChange): boolean {
  return actions.includes("update") && before?.assume_role_policy !== after?.assume_role_policy;
}

/** The error for a plan that needs a manual deploy. */
export function manualDeployError(
  { name }: Pick<Environment, "name">,
  roles: readonly string[],
): UserError {
  return new UserError(
    `The deploy role has no permission for these changes, which decide who can assume a role: ${roles.join(", ")}.`,
    `Deploy with your own credentials: npx cdktf deploy ${name}`,
  );
}

/** Whether the caller is the role with which workflows deploy an environment. */
export async function isDeployRole(
  sts: STSClient,
  { project, name }: Pick<Environment, "project" | "name">,
): Promise<boolean> {
  const { Arn: arn = "" } = await sts.send(new GetCallerIdentityCommand({}));
  const { gitHubDeployRole } = lakeNames({ project, environment: name, accountId: "" });
  return arn.includes(`:assumed-role/${gitHubDeployRole}/`);
}
