import { unknownPartition } from "../../model/dataset/partition-by";
import type { DateKey, PartitionKey } from "../../model/dataset/partition-keys";
import type { ProjectionRange } from "../../model/environment/projection-range";

/**
 * Table properties with which Athena computes the partitions, such as `arrival_hour=2026-01-02-03`, or for a range of years
 * `year=2026/month=01/day=02/hour=03`.
 *
 * The values of a field are an enumeration. The other type, `injected`, accepts any value, but Athena then rejects every query
 * without a condition on it, including the saved ones; so fields without declared values can't be projected.
 *
 * @throws for keys that the range does not fit
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export function renderPartitionProjection(
  range: ProjectionRange,
  keys: readonly PartitionKey[],
): Record<string, string> {
  const properties = keys.flatMap((key) =>
    Object.entries(keyProperties(range, key)).map(([setting, value]): [string, string] => [
      `projection.${key.name}.${setting}`,
      value,
    ]),
  );
  return { "projection.enabled": "true", ...Object.fromEntries(properties) };
}

function keyProperties(range: ProjectionRange, key: PartitionKey): Record<string, string> {
  if (key.kind === "field") {
    return { type: "enum", values: [...(key.values ?? []), unknownPartition].join(",") };
  }
  if (key.kind === "date") {
    return {
      type: "date",
      format: key.pattern,
      // One step more than now, so that clocks may differ.
      range: `${firstValue(range, key)},NOW+1${key.unit}`,
      // Required for hours.
      interval: "1",
      "interval.unit": key.unit,
    };
  }
  const { min, max } = key.range ?? yearsOf(range);
  return { type: "integer", range: `${min},${max}`, digits: `${key.digits}` };
}

function firstValue(range: ProjectionRange, { name, unit }: DateKey): string {
  if ("days" in range) return `NOW-${range.days}DAYS`;
  if ("since" in range) return unit === "HOURS" ? `${range.since}-00` : range.since;
  throw new Error(`${name} needs a range of dates, received one of years.`);
}

function yearsOf(range: ProjectionRange) {
  if ("years" in range) return { min: range.years.first, max: range.years.last };
  throw new Error("The key year needs a range of years, received one of dates.");
}
