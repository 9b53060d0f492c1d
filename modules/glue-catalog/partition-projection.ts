import { partitionKeys } from "../../config/partition-keys";
import type { ProjectedPartitions } from "../../config/partition-settings";

/**
 * Table properties by which Athena computes the folders, as `year=2026/month=01/day=02/hour=03`.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export function renderPartitionProjection({ years }: ProjectedPartitions): Record<string, string> {
  const properties: Record<string, string> = { "projection.enabled": "true" };
  for (const { name, digits, range = { min: years.first, max: years.last } } of partitionKeys) {
    properties[`projection.${name}.type`] = "integer";
    properties[`projection.${name}.range`] = `${range.min},${range.max}`;
    properties[`projection.${name}.digits`] = `${digits}`;
  }
  return properties;
}
