import type { ProjectedPartitions } from "../../config/partition-settings";
import { partitionKeys } from "./partition-keys";

/**
 * Table properties by which Athena computes the folders, as `year=2026/month=01/day=02/hour=03`.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export function renderPartitionProjection({ years }: ProjectedPartitions): Record<string, string> {
  const properties: Record<string, string> = { "projection.enabled": "true" };
  for (const key of partitionKeys) {
    properties[`projection.${key.name}.type`] = "integer";
    properties[`projection.${key.name}.range`] =
      key.name === "year" ? `${years.first},${years.last}` : key.range;
    properties[`projection.${key.name}.digits`] = `${key.digits}`;
  }
  return properties;
}
