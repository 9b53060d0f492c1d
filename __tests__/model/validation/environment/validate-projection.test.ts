import { usEast1 } from "../../../../cli/cost/prices/us-east-1";
import { sampleEvents } from "../../../fixtures/datasets/sample-events";
import { column } from "../../../../model/dataset/column-type";
import type { Dataset } from "../../../../model/dataset/dataset";
import type { Environment } from "../../../../model/environment/environment";
import type { PartitionSettings } from "../../../../model/environment/settings/partition-settings";
import { schemaOf } from "../../../../model/schema-evolution/schema-lock";
import type { SchemaLock } from "../../../../model/schema-evolution/schema-lock";
import { violationLine } from "../../../../model/validation/config-violation";
import { listRequestsPrice } from "../../../../model/validation/environment/validate-projection";
import {
  projectionWarnings,
  validateConfiguration,
} from "../../../../model/validation/validate-configuration";

const now = new Date("2026-11-28T21:47:09Z");
const years: PartitionSettings = { type: "projection", years: { first: 2025, last: 2035 } };
const hours: PartitionSettings = { type: "projection", since: "2025-01-01" };
const days: PartitionSettings = { type: "projection", since: "2025-01-01", granularity: "day" };

function daysAgo(count: number): string {
  return new Date(now.getTime() - count * 86_400_000).toISOString().slice(0, 10);
}

function prod(partitions: PartitionSettings, changes: Partial<Environment> = {}): Environment {
  return {
    name: "prod",
    project: "lake",
    region: "us-east-1",
    removalPolicy: "retain",
    state: { type: "local", folder: "state" },
    partitions,
    ...changes,
  };
}

/** A dataset with the partition keys that were locked for an environment. */
function lockWith(environment?: Environment, dataset: Dataset = sampleEvents): SchemaLock {
  const schema = schemaOf(dataset, environment && [environment]);
  return { dataset: dataset.name, version: 1, ...schema, accepted: [] };
}

function linesFor(
  environment: Environment,
  locks: SchemaLock[] = [],
  dataset: Dataset = sampleEvents,
) {
  const context = { locks, now };
  return {
    violations: validateConfiguration([environment], [dataset], context).map(violationLine),
    warnings: projectionWarnings([environment], [dataset], context),
  };
}

describe("a projection that lists too many folders", () => {
  it("is rejected with their number, their price and what to do", () => {
    expect(linesFor(prod(hours))).toEqual({
      violations: [
        'environments.prod.partitions makes a query of sample_events without a condition on the partition keys list 16,727 folders, about $0.08 in LIST requests: received {"type":"projection","since":"2025-01-01"}, expected at most 10,000 folders. Set granularity: "day", a later since, lakeLifecycle.expireAfterDays, fewer values of partitionBy, or type: "crawler". See docs/data/partitions.md.',
      ],
      warnings: [],
    });
  });

  it.each([
    ["by day", prod(days)],
    ["by hour of half a year", prod({ ...hours, since: "2026-05-28" })],
    [
      "by hour of what expires",
      prod({ type: "projection" }, { lakeLifecycle: { expireAfterDays: 400 } }),
    ],
    // Both ends of a range are folders, and it ends one day after now.
    ["of 10,000 days", prod({ ...days, since: daysAgo(9_998) })],
  ])("is none %s", (_what, environment) => {
    expect(linesFor(environment)).toEqual({ violations: [], warnings: [] });
  });

  it("is one of 10,001 days", () => {
    expect(linesFor(prod({ ...days, since: daysAgo(9_999) }))).toEqual({
      violations: [expect.stringContaining("list 10,001 folders, about $0.05 in LIST requests")],
      warnings: [],
    });
  });

  it("counts the full width of what expires", () => {
    const environment = prod({ type: "projection" }, { lakeLifecycle: { expireAfterDays: 420 } });
    expect(linesFor(environment).violations).toEqual([
      expect.stringContaining("list 10,154 folders, about $0.05"),
    ]);
  });

  it("counts the values of fields", () => {
    const values = Array.from({ length: 14 }, (_, index) => `v${index}`);
    const partitionBy = [{ name: "app", path: "metadata.appName", values }];
    const { violations } = linesFor(prod(days), [], { ...sampleEvents, partitionBy });
    expect(violations).toEqual([expect.stringContaining("list 10,470 folders")]);
  });

  it("is warned of where it was published like this, so that no day stops a deploy", () => {
    const environment = prod(hours);
    const { violations, warnings } = linesFor(environment, [lockWith(environment)]);
    expect(violations).toEqual([]);
    expect(warnings).toEqual([
      expect.stringMatching(/^Warning: environments\.prod\.partitions makes .* 16,727 folders/),
    ]);
  });

  it("has the price that lake cost knows", () => {
    // One price for PUT, COPY, POST and LIST: https://aws.amazon.com/s3/pricing/
    expect(listRequestsPrice).toBe(usEast1.prices.s3Put.tiers[0]?.dollars);
  });
});

describe("a projection over years", () => {
  const expected = [
    expect.stringContaining(
      "environments.prod.partitions.years projects year, month, day, hour for sample_events",
    ),
    expect.stringContaining("list 98,208 folders, about $0.49 in LIST requests"),
  ];

  it("is rejected for a new table", () => {
    expect(linesFor(prod(years))).toEqual({ violations: expected, warnings: [] });
  });

  it.each([
    ["before environments were in locks", lockWith()],
    ["with the same keys", lockWith(prod(years))],
  ])("is warned of for a table that was published %s", (_what, lock) => {
    expect(linesFor(prod(years), [lock])).toEqual({ violations: [], warnings: expected });
  });

  it("is rejected for a table that was published with a date", () => {
    expect(linesFor(prod(years), [lockWith(prod(days))]).violations).toEqual(expected);
  });

  it("goes on for new datasets of an environment that has it", () => {
    const other = { ...sampleEvents, name: "returns" };
    expect(linesFor(prod(years), [lockWith()], other)).toMatchObject({ violations: [] });
  });
});

it("a projected table can't have a column with the name of its key", () => {
  const columns = { ...sampleEvents.columns, arrival_date: column.string() };
  const dataset = { ...sampleEvents, columns };
  expect(linesFor(prod(days), [], dataset).violations).toEqual([
    expect.stringContaining(
      "needs the partition key arrival_date, which sample_events has as a column",
    ),
  ]);
  expect(linesFor(prod({ type: "crawler" }), [], dataset).violations).toEqual([]);
});
