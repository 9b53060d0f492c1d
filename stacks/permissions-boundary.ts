import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { IAspect } from "cdktf";
import type { IConstruct } from "constructs";
import type { Environment } from "../model/environment/environment";
import { lakeNames } from "../model/naming/names";
import { globalArn } from "../modules/shared/aws-arn";
import type { AwsLocation } from "../modules/shared/aws-arn";

/**
 * The boundary of an environment's roles: the one that is configured, or where workflows deploy the environment the one
 * that the stack of their roles makes.
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

/** Bounds every role below it, whichever module makes it. */
export class PermissionsBoundary implements IAspect {
  /** @param policyArn ARN of the managed policy that bounds */
  constructor(private readonly policyArn: string) {}

  visit(construct: IConstruct): void {
    if (construct instanceof IamRole) construct.permissionsBoundary = this.policyArn;
  }
}
