/** Partition of a region, the second part of every ARN: AWS or AWS GovCloud (US). Regions in China are rejected earlier. */
export function awsPartition(region: string): "aws" | "aws-us-gov" {
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
