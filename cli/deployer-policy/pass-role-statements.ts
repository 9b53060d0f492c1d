import { awsPartition } from "../../model/naming/aws-partition";
import type { TerraformResource } from "../terraform/plan/terraform-resource";
import type { Statement } from "./managed-policy";
import { arnsByType } from "./resource-arns";
import type { DeployedLocation } from "./resource-arns";

/** Which service gets the roles of a resource. */
const serviceOfResource: Readonly<Record<string, string>> = {
  aws_glue_catalog_table_optimizer: "glue.amazonaws.com",
  aws_glue_crawler: "glue.amazonaws.com",
  aws_kinesis_firehose_delivery_stream: "firehose.amazonaws.com",
  aws_lambda_function: "lambda.amazonaws.com",
};

/**
 * Allows passing each role to the service of the resources that use it, and to no other.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function passRoleStatements(
  resources: readonly TerraformResource[],
  location: DeployedLocation,
): Statement[] {
  return [...new Set(Object.values(serviceOfResource))].flatMap((service): Statement[] => {
    const roles = resources
      .filter(({ type }) => serviceOfResource[type] === service)
      .flatMap(({ values }) => rolesIn(JSON.stringify(values), resources, location));
    if (roles.length === 0) return [];
    const [name = ""] = service.split(".");
    return [
      {
        Sid: `PassRolesTo${name.charAt(0).toUpperCase()}${name.slice(1)}`,
        Effect: "Allow",
        Action: ["iam:PassRole"],
        Resource: [...new Set(roles)],
        Condition: { StringEquals: { "iam:PassedToService": [service] } },
      },
    ];
  });
}

/** ARNs of the roles that the arguments of a resource refer to, or name. */
function rolesIn(
  text: string,
  resources: readonly TerraformResource[],
  location: DeployedLocation,
): string[] {
  const referenced = [...text.matchAll(/\$\{(aws_iam_role\.\w+)\.arn\}/g)].flatMap(
    ([, address]) => {
      const role = resources.filter((each) => each.address === address);
      return arnsByType(role, location).role;
    },
  );
  const partition = awsPartition(location.region);
  const named = text
    .replaceAll(/\$\{data\.aws_caller_identity\.\w+\.account_id\}/g, location.accountId)
    .matchAll(new RegExp(`arn:${partition}:iam::${location.accountId}:role/[\\w+=,.@/-]+`, "g"));
  return [...referenced, ...[...named].map(([arn]) => arn)];
}
