/** Second part of every ARN: AWS, or AWS GovCloud (US); the partitions of China are refused. */
export function awsPartition(region: string): "aws" | "aws-us-gov" {
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
