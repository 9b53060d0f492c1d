import { arrivalKeysOf, partitionKeysOf } from "../../dataset/partition-keys";
import type { Dataset } from "../../dataset/dataset";
import type { Environment } from "../../environment/environment";
import { projectedFolders, projectionRangeOf } from "../../environment/projection-range";
import { publishedPartitions } from "../../schema-evolution/environment-changes";
import { environmentPartitionsOf } from "../../schema-evolution/environment-partitions";
import type { SchemaLock } from "../../schema-evolution/schema-lock";
import type { ConfigViolation } from "../config-violation";

/** Most folders that one query of a projected table may list: about five cents, and some minutes. */
export const maxProjectedFolders = 10_000;

/**
 * Dollars of 1,000 LIST requests in us-east-1.
 *
 * @see https://aws.amazon.com/s3/pricing/
 */
export const listRequestsPrice = 0.005;

const documentation = "See docs/data/partitions.md.";

/** Problems of a projected table. */
export interface ProjectionProblems {
  readonly violations: readonly ConfigViolation[];
  /** Problems of a table that was published like this: it keeps working. */
  readonly warnings: readonly ConfigViolation[];
}

/**
 * Problems of the partitions that an environment projects for a dataset.
 *
 * @param locks of all published datasets
 */
export function checkProjection(
  environment: Environment,
  dataset: Dataset,
  locks: readonly SchemaLock[],
  now: Date,
): ProjectionProblems {
  const range = projectionRangeOf(environment);
  if (range === undefined || dataset.storage === "iceberg") return { violations: [], warnings: [] };
  const { partitions } = environment;
  const path = `environments.${environment.name}.partitions`;
  const keys = partitionKeysOf(dataset, partitions);
  const taken = keys.filter(
    ({ kind, name }) =>
      kind === "date" &&
      (name in dataset.columns || dataset.partitionBy?.some((field) => field.name === name)),
  );
  if (taken.length > 0) {
    const problem = `needs the partition key ${taken[0]?.name}, which ${dataset.name} has as a column or in partitionBy`;
    const expected = "another name of the column";
    return {
      violations: [{ path, problem, received: partitions, expected, fix: 'Or type: "crawler".' }],
      warnings: [],
    };
  }
  const problems: ConfigViolation[] = [];
  if ("years" in range) {
    problems.push({
      path: `${path}.years`,
      problem: `projects ${names(dataset, environment)} for ${dataset.name}`,
      received: range.years,
      expected: '{ type: "projection", since: "yyyy-MM-dd" } for a new table',
      fix: "Steps for a deployed table: docs/operate/changing-partitions.md.",
    });
  }
  const folders = projectedFolders(range, keys, now);
  if (folders > maxProjectedFolders) {
    problems.push({
      path,
      problem: `makes a query of ${dataset.name} without a condition on the partition keys list ${folders.toLocaleString("en-US")} folders, about $${listPrice(folders)} in LIST requests`,
      received: partitions,
      expected: `at most ${maxProjectedFolders.toLocaleString("en-US")} folders`,
      fix: `Set granularity: "day", a later since, lakeLifecycle.expireAfterDays, fewer values of partitionBy, or type: "crawler". ${documentation}`,
    });
  }
  const isPublished =
    "years" in range
      ? // The setting is the environment's: what it keeps working includes its new datasets.
        locks.some((lock) => publishedPartitions(lock, environment.name)?.startsWith("year,"))
      : locks.some(
          (lock) =>
            lock.dataset === dataset.name &&
            publishedPartitions(lock, environment.name) ===
              environmentPartitionsOf(dataset, [environment])[environment.name],
        );
  return isPublished
    ? { violations: [], warnings: problems }
    : { violations: problems, warnings: [] };
}

function names(dataset: Dataset, { partitions }: Environment): string {
  return arrivalKeysOf(dataset, partitions)
    .map(({ name }) => name)
    .join(", ");
}

function listPrice(folders: number): string {
  return ((folders / 1000) * listRequestsPrice).toFixed(2);
}
