import type { Dataset } from "../../model/dataset/dataset";
import type { SavedQuery } from "./saved-query";
import { sqlPath } from "./sql-path";

/**
 * Queries of the events of an Iceberg table, and of what the table knows of itself. It has no partitions: where events have a
 * time, files without the queried time are skipped by its smallest and largest value.
 *
 * @param database as in SQL
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-iceberg-table-metadata.html
 */
export function icebergQueries(
  database: string,
  table: string,
  { name, columns, eventTimePath, eventTypePath }: Dataset,
): Record<string, SavedQuery> {
  const from = `FROM ${database}.${table}`;
  const time = eventTimePath === undefined ? undefined : sqlPath(eventTimePath);
  const since = (start: string) => (time === undefined ? "" : `\nWHERE ${time} >= ${start}`);
  const ofToday = since("CAST(current_date AS timestamp)");
  const thisMonth = since("CAST(date_trunc('month', current_date) AS timestamp)");
  const todayWords = time === undefined ? "" : " of today, in UTC";
  const metadata = (what: string) => `FROM ${database}."${table}$${what}"`;
  return {
    event_count:
      time === undefined
        ? {
            description: `Number of events of ${name}.`,
            sql: `SELECT count(*) AS events\n${from}`,
          }
        : {
            description: `Number of events of ${name} on each day of this month, in UTC.`,
            sql: `SELECT CAST(${time} AS date) AS day, count(*) AS events\n${from}${thisMonth}\nGROUP BY 1\nORDER BY 1`,
          },
    latest_events: {
      description: `${time === undefined ? "Any" : "The newest"} 20 events of ${name}${todayWords}.`,
      sql: `SELECT ${Object.keys(columns).map(sqlPath).join(", ")}\n${from}${ofToday}${time === undefined ? "" : `\nORDER BY ${time} DESC`}\nLIMIT 20`,
    },
    ...(eventTypePath === undefined
      ? {}
      : {
          events_by_type: {
            description: `Number of events of ${name} of each type${todayWords}.`,
            sql: `SELECT ${sqlPath(eventTypePath)} AS event_type, count(*) AS events\n${from}${ofToday}\nGROUP BY ${sqlPath(eventTypePath)}\nORDER BY events DESC`,
          },
        }),
    snapshots: {
      description: `The newest 50 commits to the table of ${name}.`,
      sql: `SELECT committed_at, snapshot_id, operation, summary\n${metadata("snapshots")}\nORDER BY committed_at DESC\nLIMIT 50`,
    },
    files: {
      description: `Files of the table of ${name}, small ones first.`,
      sql: `SELECT file_path, record_count, file_size_in_bytes\n${metadata("files")}\nORDER BY file_size_in_bytes`,
    },
    history: {
      description: `Which snapshot of the table of ${name} was current since when.`,
      sql: `SELECT made_current_at, snapshot_id, parent_id, is_current_ancestor\n${metadata("history")}\nORDER BY made_current_at DESC`,
    },
  };
}
