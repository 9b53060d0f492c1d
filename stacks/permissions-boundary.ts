import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { IAspect } from "cdktf";
import type { IConstruct } from "constructs";
import type { Environment } from "../model/environment/environment";
import { lakeNames } from "../model/naming/names";
import { globalArn } from "../modules/shared/aws-arn";
import type { AwsLocation } from "../modules/shared/aws-arn";

/**
 * Permissions boundary of an environment's roles: the configured one, or the one of `GitHubAccessStack` if workflows deploy
 * the environment.
 */
export function rolesBoundaryArn(
  environment: Environment & Required<Pick<Environment, "github">>,
  location: AwsLocation,
): string;
export function rolesBoundaryArn(
  environment: Environment,
  location: AwsLocation,
): string | undefined;
export function rolesBoundaryArn(
  { project, name, github, permissionsBoundaryArn }: Environment,
  location: AwsLocation,
): string | undefined {
  if (permissionsBoundaryArn !== undefined) return permissionsBoundaryArn;
  if (github === undefined) return undefined;
  const { gitHubBoundary } = lakeNames({ ...location, project, environment: name });
  return globalArn(location, "iam", `policy/${gitHubBoundary}`);
}

/**
 * Aspect that sets the permissions boundary of every role in a scope, whichever module creates it.
 *
 * @example
 * Aspects.of(stack).add(new lake.PermissionsBoundary("arn:aws:iam::111122223333:policy/shop-boundary"));
 */
export class PermissionsBoundary implements IAspect {
  /** @param policyArn ARN of the managed policy that is the boundary */
  constructor(private readonly policyArn: string) {}

  visit(construct: IConstruct): void {
    if (construct instanceof IamRole) construct.permissionsBoundary = this.policyArn;
  }
}
