import { arrivalKeysOf } from "../dataset/partition-keys";
import type { PartitioningOptions } from "../dataset/partition-keys";
import type { Environment } from "../environment/environment";
import { projectionRangeOf } from "../environment/projection-range";

/**
 * How the table of a dataset is partitioned by the time of arrival in each environment, as a lock records it:
 * `year, month, day, hour`, `arrival_hour` for what has not expired, or `arrival_date since 2025-01-01`.
 */
export type EnvironmentPartitions = Readonly<Record<string, string>>;

/** What of an environment determines the partitions of its tables. */
export type PartitioningEnvironment = Pick<
  Environment,
  "name" | "partitions" | "lakeLifecycle" | "stream"
>;

/** The partitions of a dataset in each environment. */
export function environmentPartitionsOf(
  dataset: PartitioningOptions,
  environments: readonly PartitioningEnvironment[],
): EnvironmentPartitions {
  return Object.fromEntries(
    environments.map((environment) => {
      const keys = arrivalKeysOf(dataset, environment.partitions).map(({ name }) => name);
      const range = projectionRangeOf(environment);
      const since = range !== undefined && "since" in range ? ` since ${range.since}` : "";
      return [environment.name, `${keys.join(", ")}${since}`] as const;
    }),
  );
}
