import { awsPartition } from "../../model/naming/aws-partition";

/** Region and account of a lake: parts of its ARNs. */
export interface AwsLocation {
  readonly region: string;
  /** Twelve digits or a token. */
  readonly accountId: string;
}

/**
 * ARN derived from names. Policies use it instead of the attribute of the resource: a plan shows it before the resource exists,
 * and a change of the resource does not appear as a change of the policies.
 */
export function arn({ region, accountId }: AwsLocation, service: string, resource: string): string {
  return `arn:${awsPartition(region)}:${service}:${region}:${accountId}:${resource}`;
}

/** ARN of a global resource, which has no region. */
export function globalArn(
  { region, accountId }: AwsLocation,
  service: string,
  resource: string,
): string {
  return `arn:${awsPartition(region)}:${service}::${accountId}:${resource}`;
}

/** ARN of the account root: in a policy it stands for every principal of the account whose own policies allow the action. */
export function accountRootArn(location: AwsLocation): string {
  return globalArn(location, "iam", "root");
}

/** ARN of a bucket, which has neither region nor account. */
export function bucketArn({ region }: Pick<AwsLocation, "region">, bucketName: string): string {
  return `arn:${awsPartition(region)}:s3:::${bucketName}`;
}
