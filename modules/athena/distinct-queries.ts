import type { Dataset } from "../../model/dataset/dataset";
import { partitionKeysOf, timeKeysOf } from "../../model/dataset/partition-keys";
import { today } from "./recent-partitions";
import type { SavedQuery } from "./saved-query";

/**
 * Questions that see each event once: Kinesis and Firehose deliver every record at least once, so some twice. Of events
 * with the same id the newest wins; without an id, events that are equal in every column are one.
 *
 * @param table with its database, as SQL has it
 */
export function distinctQueries(table: string, dataset: Dataset): Record<string, SavedQuery> {
  const { name } = dataset;
  // Copies that came on two days are two events to the view, which so reads the folders of the days asked for only.
  const day = partitionKeysOf(dataset)
    .map((key) => key.name)
    .filter((key) => key !== "hour");
  return {
    distinct_events: {
      description: `Events of ${name} of today, in UTC, each once.`,
      sql: distinct(dataset, [], `FROM ${table}\n${today}`),
    },
    distinct_view: {
      description: `Makes the view ${name}_distinct, which shows the events of ${name} once for each day on which they came.`,
      sql: `CREATE OR REPLACE VIEW ${table}_distinct AS\n${distinct(dataset, day, `FROM ${table}`)}`,
    },
  };
}

function distinct(dataset: Dataset, keys: readonly string[], from: string): string {
  const { columns, eventIdPath, eventTimePath } = dataset;
  const selected = [...Object.keys(columns), ...keys].join(", ");
  if (eventIdPath === undefined) return `SELECT DISTINCT ${selected}\n${from}`;
  // A later version of an event may have the event's own time, but it came later.
  const arrival = timeKeysOf(dataset).map(({ name }) => name);
  const newest = [...(eventTimePath === undefined ? [] : [eventTimePath]), ...arrival];
  return `SELECT ${selected}
FROM (
  SELECT *, row_number() OVER (
    PARTITION BY ${[eventIdPath, ...keys].join(", ")}
    ORDER BY ${newest.map((by) => `${by} DESC`).join(", ")}
  ) AS nth_newest
  ${from.replaceAll("\n", "\n  ")}
)
WHERE nth_newest = 1 OR ${eventIdPath} IS NULL`;
}
