import { awsPartition } from "../../model/naming/aws-partition";

/** Where a lake lives: what an ARN is built of. */
export interface AwsLocation {
  readonly region: string;
  /** Twelve digits or a token. */
  readonly accountId: string;
}

/**
 * ARN built of names. Policies use it rather than the attribute of the resource: a plan shows it before the resource is
 * there, and a change of the resource leaves the policies out of the plan.
 */
export function arn({ region, accountId }: AwsLocation, service: string, resource: string): string {
  return `arn:${awsPartition(region)}:${service}:${region}:${accountId}:${resource}`;
}

/** ARN of what has no region. */
export function globalArn(
  { region, accountId }: AwsLocation,
  service: string,
  resource: string,
): string {
  return `arn:${awsPartition(region)}:${service}::${accountId}:${resource}`;
}

/** ARN that stands for every principal of the account whose own policies allow an action. */
export function accountRootArn(location: AwsLocation): string {
  return globalArn(location, "iam", "root");
}

/** ARN of a bucket, whose name is unique without region and account. */
export function bucketArn({ region }: Pick<AwsLocation, "region">, bucketName: string): string {
  return `arn:${awsPartition(region)}:s3:::${bucketName}`;
}
