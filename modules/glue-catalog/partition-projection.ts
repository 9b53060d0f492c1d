import { unknownPartition } from "../../model/dataset/partition-by";
import type { PartitionKey } from "../../model/dataset/partition-keys";
import type { ProjectedPartitions } from "../../model/environment/settings/partition-settings";

/**
 * Table properties by which Athena computes the folders, as `year=2026/month=01/day=02/hour=03`.
 *
 * A field's values are an enumeration. The other type, `injected`, takes any value, but with it Athena refuses every
 * query that does not name one, the saved ones included; so a field without declared values is not projected at all.
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
