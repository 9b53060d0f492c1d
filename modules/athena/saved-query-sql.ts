import type { Dataset } from "../../model/dataset/dataset";
import { errorTableName } from "../../model/naming/names";
import { isArrivalKey, partitionKeysOf } from "../../model/dataset/partition-keys";
import type { PartitionKey } from "../../model/dataset/partition-keys";
import type { DatasetNames } from "../../model/naming/names";
import { distinctQueries } from "./distinct-queries";
import { icebergQueries } from "./iceberg-queries";
import { thisMonth, today } from "./recent-partitions";
import { sqlPath } from "./sql-path";
import type { SavedQuery } from "./saved-query";

/** Tables that the saved queries of a dataset read. */
export type QueriedTables = Pick<DatasetNames, "table" | "errorTable">;

/**
 * The saved queries of a dataset by name.
 *
 * @param database as in SQL
 * @param partitionKeys of the table of the dataset @default - those that a crawler registers
 */
export function savedQueries(
  database: string,
  dataset: Dataset,
  tables: QueriedTables = { table: dataset.name, errorTable: errorTableName(dataset.name) },
  partitionKeys: readonly PartitionKey[] = partitionKeysOf(dataset),
): Record<string, SavedQuery> {
  if (dataset.storage === "iceberg") {
    return {
      ...icebergQueries(database, tables.table, dataset),
      ...failureQueries(`${database}.${tables.errorTable}`, dataset),
    };
  }
  const from = `FROM ${database}.${tables.table}`;
  const keys = partitionKeys.map(({ name }) => name);
  const arrival = partitionKeys.filter(isArrivalKey).map(({ name }) => name);
  const finest = arrival.at(-1) ?? "";
  const day = dayOf(arrival);
  const ofToday = today(partitionKeys);
  const queries: Record<string, SavedQuery> = {
    event_count: {
      description: `Number of events of ${dataset.name} on each day of this month, in UTC.`,
      sql: `SELECT ${day.selected}, count(*) AS events
${from}
${thisMonth(partitionKeys)}
GROUP BY ${day.grouped}
ORDER BY ${day.grouped}`,
    },
    latest_events: {
      description: `The newest 20 events of ${dataset.name} of today, in UTC.`,
      sql: `SELECT ${Object.keys(dataset.columns).map(sqlPath).join(", ")}, ${keys.join(", ")}
${from}
${ofToday}
ORDER BY ${sqlPath(dataset.eventTimePath ?? finest)} DESC
LIMIT 20`,
    },
    ...distinctQueries(`${database}.${tables.table}`, dataset, partitionKeys),
    ...failureQueries(`${database}.${tables.errorTable}`, dataset),
  };
  if (finest === "hour" || finest === "arrival_hour") {
    queries.events_per_hour = {
      description: `Number of events of ${dataset.name} in each hour of today, in UTC.`,
      sql: `SELECT ${arrival.join(", ")}, count(*) AS events
${from}
${ofToday}
GROUP BY ${arrival.join(", ")}
ORDER BY ${finest}`,
    };
  }
  if (dataset.eventTypePath !== undefined) {
    queries.events_by_type = {
      description: `Number of events of ${dataset.name} of each type today, in UTC.`,
      sql: `SELECT ${sqlPath(dataset.eventTypePath)} AS event_type, count(*) AS events
${from}
${ofToday}
GROUP BY ${sqlPath(dataset.eventTypePath)}
ORDER BY events DESC`,
    };
  }
  return queries;
}

/** A day in the keys of the time of arrival, as SQL selects it and groups by it. */
function dayOf(arrival: readonly string[]) {
  if (arrival.includes("arrival_hour")) {
    return { selected: "substr(arrival_hour, 1, 10) AS arrival_date", grouped: "1" };
  }
  const day = arrival.filter((name) => name !== "hour").join(", ");
  return { selected: day, grouped: day };
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
