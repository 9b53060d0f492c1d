import type { Dataset } from "../../model/dataset/dataset";
import { isArrivalKey } from "../../model/dataset/partition-keys";
import type { PartitionKey } from "../../model/dataset/partition-keys";
import { today } from "./recent-partitions";
import type { SavedQuery } from "./saved-query";
import { sqlPath } from "./sql-path";

/**
 * Queries that return each event once: Kinesis and Firehose deliver every record at least once, so there can be duplicates. Of
 * events with the same id the newest is returned; without an id, events that are equal in every column are duplicates.
 *
 * @param table qualified by its database, as in SQL
 */
export function distinctQueries(
  table: string,
  dataset: Dataset,
  partitionKeys: readonly PartitionKey[],
): Record<string, SavedQuery> {
  const { name } = dataset;
  // The view keeps duplicates that arrived in different periods, so that it reads only the partitions of those in question.
  const period = partitionKeys.some((key) => key.name === "arrival_hour") ? "hour" : "day";
  const keys = partitionKeys.map((key) => key.name).filter((key) => key !== "hour");
  const arrival = partitionKeys.filter(isArrivalKey).map((key) => key.name);
  return {
    distinct_events: {
      description: `Distinct events of ${name} of today, in UTC.`,
      sql: distinct(dataset, [], arrival, `FROM ${table}\n${today(partitionKeys)}`),
    },
    distinct_view: {
      description: `Creates the view ${name}_distinct, which shows each event of ${name} once for each ${period} ${period === "day" ? "on" : "in"} which it arrived.`,
      sql: `CREATE OR REPLACE VIEW ${table}_distinct AS\n${distinct(dataset, keys, arrival, `FROM ${table}`)}`,
    },
  };
}

function distinct(
  dataset: Dataset,
  keys: readonly string[],
  arrival: readonly string[],
  from: string,
): string {
  const { columns, eventIdPath, eventTimePath } = dataset;
  const selected = [...Object.keys(columns).map(sqlPath), ...keys].join(", ");
  if (eventIdPath === undefined) return `SELECT DISTINCT ${selected}\n${from}`;
  // A later version of an event may have the same event time, but it arrived later.
  const newest = [...(eventTimePath === undefined ? [] : [sqlPath(eventTimePath)]), ...arrival];
  return `SELECT ${selected}
FROM (
  SELECT *, row_number() OVER (
    PARTITION BY ${[sqlPath(eventIdPath), ...keys].join(", ")}
    ORDER BY ${newest.map((by) => `${by} DESC`).join(", ")}
  ) AS nth_newest
  ${from.replaceAll("\n", "\n  ")}
)
WHERE nth_newest = 1 OR ${sqlPath(eventIdPath)} IS NULL`;
}
