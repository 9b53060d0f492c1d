import { unknownPartition } from "../../model/dataset/partition-by";
import type { PartitionKey } from "../../model/dataset/partition-keys";
import type { ProjectedPartitions } from "../../model/environment/settings/partition-settings";

/**
 * Table properties with which Athena computes the partitions, such as `year=2026/month=01/day=02/hour=03`.
 *
 * The values of a field are an enumeration. The other type, `injected`, accepts any value, but Athena then rejects every query
 * without a condition on it, including the saved ones; so fields without declared values can't be projected.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export function renderPartitionProjection(
  years: ProjectedPartitions["years"],
  keys: readonly PartitionKey[],
): Record<string, string> {
  const properties = keys.flatMap((key): [string, string][] => {
    const set = (setting: string, value: string): [string, string] => [
      `projection.${key.name}.${setting}`,
      value,
    ];
    if (key.kind === "field") {
      return [
        set("type", "enum"),
        set("values", [...(key.values ?? []), unknownPartition].join(",")),
      ];
    }
    const { digits, range = { min: years.first, max: years.last } } = key;
    return [
      set("type", "integer"),
      set("range", `${range.min},${range.max}`),
      set("digits", `${digits}`),
    ];
  });
  return { "projection.enabled": "true", ...Object.fromEntries(properties) };
}
