import { column } from "../../../model/dataset/column-type";
import { defineDataset } from "../../../model/dataset/dataset";
import { partitionKeysOf } from "../../../model/dataset/partition-keys";
import { sampleEvents } from "../../fixtures/datasets/sample-events";
import { savedQueries } from "../../../modules/athena/saved-query-sql";
import { nonEmpty } from "../../support/non-empty";

const plain = defineDataset({
  name: "orders",
  description: "Orders.",
  columns: { order_id: column.string(), amount: column.double() },
});

describe("saved queries", () => {
  it("count events by day in this month's partitions, without reading their columns", () => {
    expect(savedQueries("lake", sampleEvents).event_count?.sql).toBe(
      `SELECT year, month, day, count(*) AS events
FROM lake.sample_events
WHERE year = year(current_timestamp)
  AND month = month(current_timestamp)
GROUP BY year, month, day
ORDER BY year, month, day`,
    );
  });

  it("return the latest events by event time", () => {
    expect(savedQueries("lake", sampleEvents).latest_events?.sql).toBe(
      `SELECT event, metadata, year, month, day, hour
FROM lake.sample_events
WHERE year = year(current_timestamp)
  AND month = month(current_timestamp)
  AND day = day(current_timestamp)
ORDER BY metadata.sourceTimestamp DESC
LIMIT 20`,
    );
  });

  it("return the latest events by arrival when a dataset has no event time", () => {
    expect(savedQueries("lake", plain).latest_events?.sql).toContain("ORDER BY hour DESC");
  });

  it("quote the columns that queries reserve", () => {
    const names = defineDataset({
      ...plain,
      columns: { last: column.string(), first: column.timestamp(), skip: column.string() },
      eventIdPath: "last",
      eventTimePath: "first",
      eventTypePath: "skip",
    });
    const { latest_events, events_by_type, distinct_events } = savedQueries("lake", names);
    expect(latest_events?.sql).toContain(`SELECT "last", "first", "skip", year`);
    expect(latest_events?.sql).toContain(`ORDER BY "first" DESC`);
    expect(events_by_type?.sql).toContain(`SELECT "skip" AS event_type`);
    expect(distinct_events?.sql).toContain(`PARTITION BY "last"\n    ORDER BY "first" DESC`);
    expect(distinct_events?.sql).toContain(`OR "last" IS NULL`);
  });

  it("go by day where a dataset is partitioned by day, and show the keys of its fields", () => {
    const daily = savedQueries("lake", {
      ...plain,
      partitionGranularity: "day",
      partitionBy: [{ name: "size", path: "amount" }],
    });
    expect(daily).not.toHaveProperty("events_per_hour");
    expect(daily.latest_events?.sql).toContain("SELECT order_id, amount, year, month, day, size");
    expect(daily.latest_events?.sql).toContain("ORDER BY day DESC");
  });

  it("go by the one key of a projected table", () => {
    const hourly = savedQueries(
      "lake",
      sampleEvents,
      undefined,
      partitionKeysOf(sampleEvents, { type: "projection" }),
    );
    expect(hourly.event_count?.sql).toBe(
      `SELECT substr(arrival_hour, 1, 10) AS arrival_date, count(*) AS events
FROM lake.sample_events
WHERE arrival_hour >= date_format(current_timestamp, '%Y-%m')
GROUP BY 1
ORDER BY 1`,
    );
    expect(hourly.events_per_hour?.sql).toBe(
      `SELECT arrival_hour, count(*) AS events
FROM lake.sample_events
WHERE arrival_hour >= date_format(current_timestamp, '%Y-%m-%d')
GROUP BY arrival_hour
ORDER BY arrival_hour`,
    );
    expect(hourly.distinct_view?.sql).toContain("SELECT DISTINCT event, metadata, arrival_hour");
    expect(hourly.distinct_view?.description).toContain("once for each hour in which it arrived");
    for (const { sql } of nonEmpty(Object.values(hourly)))
      expect(sql).not.toMatch(/\b(year|month|day) =/);
  });

  it("count by type when a dataset has an event type", () => {
    expect(savedQueries("lake", sampleEvents).events_by_type?.sql).toContain(
      "GROUP BY metadata.eventType",
    );
    expect(savedQueries("lake", plain)).not.toHaveProperty("events_by_type");
  });

  it("keep the newest event of an id, by event time and then by arrival", () => {
    const { distinct_events, distinct_view } = savedQueries("lake", {
      ...sampleEvents,
      eventIdPath: "event.emailId",
    });
    expect(distinct_events?.sql).toBe(
      `SELECT event, metadata
FROM (
  SELECT *, row_number() OVER (
    PARTITION BY event.emailId
    ORDER BY metadata.sourceTimestamp DESC, year DESC, month DESC, day DESC, hour DESC
  ) AS nth_newest
  FROM lake.sample_events
  WHERE year = year(current_timestamp)
    AND month = month(current_timestamp)
    AND day = day(current_timestamp)
)
WHERE nth_newest = 1 OR event.emailId IS NULL`,
    );
    expect(distinct_view?.sql).toContain("PARTITION BY event.emailId, year, month, day\n");
    expect(distinct_view?.sql).toMatch(
      /^CREATE OR REPLACE VIEW lake\.sample_events_distinct AS\nSELECT event, metadata, year, month, day\n/,
    );
  });

  it("read one day's folders, but for the one that counts all and the view", () => {
    for (const [name, { sql }] of nonEmpty(Object.entries(savedQueries("lake", sampleEvents)))) {
      const readsOther = ["event_count", "distinct_view", "failures_by_reason", "failed_records"];
      expect(sql.includes("AND day = day(current_timestamp)")).toBe(!readsOther.includes(name));
    }
  });

  it("go by the time of arrival in the table of failed records, which has no partitions", () => {
    const { failed_records, failures_by_reason } = savedQueries("lake", sampleEvents);
    for (const query of [failed_records, failures_by_reason]) {
      expect(query?.sql).toContain(
        `FROM lake.sample_events_errors
WHERE from_unixtime(arrivaltimestamp / 1000.0) >= date_trunc('day', current_timestamp)
  OR arrivaltimestamp IS NULL`,
      );
    }
  });

  it("have a description with the dataset", () => {
    for (const { description } of nonEmpty(Object.values(savedQueries("lake", sampleEvents)))) {
      expect(description).toMatch(/^[A-Z].*sample_events.*\.$/);
    }
  });
});
