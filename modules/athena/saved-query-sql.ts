import type { Dataset } from "../../model/dataset/dataset";
import { errorTableName } from "../../model/naming/names";
import { partitionKeysOf, timeKeysOf } from "../../model/dataset/partition-keys";
import type { DatasetNames } from "../../model/naming/names";
import { distinctQueries } from "./distinct-queries";
import { thisMonth, today } from "./recent-partitions";
import type { SavedQuery } from "./saved-query";

/** Tables that the saved queries of a dataset read. */
export type QueriedTables = Pick<DatasetNames, "table" | "errorTable">;

/**
 * The saved queries of a dataset by name.
 *
 * @param database as in SQL
 */
export function savedQueries(
  database: string,
  dataset: Dataset,
  tables: QueriedTables = { table: dataset.name, errorTable: errorTableName(dataset.name) },
): Record<string, SavedQuery> {
  const from = `FROM ${database}.${tables.table}`;
  const keys = partitionKeysOf(dataset).map(({ name }) => name);
  const finest = timeKeysOf(dataset).at(-1)?.name ?? "";
  const queries: Record<string, SavedQuery> = {
    event_count: {
      description: `Number of events of ${dataset.name} on each day of this month, in UTC.`,
      sql: `SELECT year, month, day, count(*) AS events
${from}
${thisMonth}
GROUP BY year, month, day
ORDER BY year, month, day`,
    },
    latest_events: {
      description: `The newest 20 events of ${dataset.name} of today, in UTC.`,
      sql: `SELECT ${Object.keys(dataset.columns).join(", ")}, ${keys.join(", ")}
${from}
${today}
ORDER BY ${dataset.eventTimePath ?? finest} DESC
LIMIT 20`,
    },
    ...distinctQueries(`${database}.${tables.table}`, dataset),
    ...failureQueries(`${database}.${tables.errorTable}`, dataset),
  };
  if (finest === "hour") {
    queries.events_per_hour = {
      description: `Number of events of ${dataset.name} in each hour of today, in UTC.`,
      sql: `SELECT year, month, day, hour, count(*) AS events
${from}
${today}
GROUP BY year, month, day, hour
ORDER BY hour`,
    };
  }
  if (dataset.eventTypePath !== undefined) {
    queries.events_by_type = {
      description: `Number of events of ${dataset.name} of each type today, in UTC.`,
      sql: `SELECT ${dataset.eventTypePath} AS event_type, count(*) AS events
${from}
${today}
GROUP BY ${dataset.eventTypePath}
ORDER BY events DESC`,
    };
  }
  return queries;
}

/**
 * Queries of the records that could not be delivered. The table has no partitions, so they filter by the arrival time of the
 * record; a malformed line has none, and is always returned.
 */
function failureQueries(errorTable: string, { name }: Dataset): Record<string, SavedQuery> {
  const arrived = "from_unixtime(arrivaltimestamp / 1000.0)";
  const today = `FROM ${errorTable}
WHERE ${arrived} >= date_trunc('day', current_timestamp)
  OR arrivaltimestamp IS NULL`;
  const code = "coalesce(lasterrorcode, errorcode)";
  const message = "coalesce(lasterrormessage, errormessage)";
  return {
    failures_by_reason: {
      description: `Number of failed records of ${name} by hour and reason today, in UTC; parts that differ between records are shown as "…".`,
      sql: `SELECT hour(${arrived}) AS hour, ${code} AS code,
  regexp_replace(${message}, '"[^"]*"|\\d+', '…') AS reason,
  count(*) AS records, min(${message}) AS example, min("$path") AS object
${today}
GROUP BY 1, 2, 3
ORDER BY hour DESC, records DESC, code, reason`,
    },
    failed_records: {
      description: `The newest 20 records of ${name} that failed today, in UTC, as they were published.`,
      sql: `SELECT ${arrived} AS arrived, ${code} AS code, ${message} AS reason,
  from_utf8(from_base64(rawdata)) AS record, sequencenumber, "$path" AS object
${today}
ORDER BY arrivaltimestamp DESC
LIMIT 20`,
    },
  };
}
