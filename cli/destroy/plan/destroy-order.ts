import { stringArguments } from "../../terraform/plan/terraform-resource";
import type { TerraformResource } from "../../terraform/plan/terraform-resource";

/** Types that write into buckets, or make others write: they are destroyed before the buckets are emptied. */
const WRITERS: ReadonlySet<string> = new Set([
  "aws_glue_crawler",
  "aws_kinesis_firehose_delivery_stream",
  "aws_lambda_function",
  "aws_s3_bucket_logging",
]);

/** Addresses of what writes into the buckets: delivery, access logs, and the functions and crawlers that keep both busy. */
export function writerAddresses(resources: readonly TerraformResource[]): string[] {
  return resources.filter(({ type }) => WRITERS.has(type)).map(({ address }) => address);
}

/**
 * The buckets in the order in which they are emptied: that with the access logs of the others last, since emptying is logged.
 *
 * @param accessLogBucket its name; an interrupted run may have destroyed what else says so
 */
export function bucketsInOrder(
  resources: readonly TerraformResource[],
  accessLogBucket: string,
): string[] {
  const buckets = stringArguments(resources, "aws_s3_bucket", "bucket");
  const isLast = (bucket: string) => bucket === accessLogBucket;
  return [...buckets.filter((each) => !isLast(each)), ...buckets.filter(isLast)];
}

/** The workgroups, whose queries write results. */
export function workGroupsOf(resources: readonly TerraformResource[]): string[] {
  return stringArguments(resources, "aws_athena_workgroup", "name");
}
