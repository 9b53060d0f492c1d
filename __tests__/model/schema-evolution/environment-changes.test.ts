import type { PartitionSettings } from "../../../model/environment/settings/partition-settings";
import { column } from "../../../model/dataset/column-type";
import { checkSchemaLocks } from "../../../model/schema-evolution/schema-gate";
import { nextLock } from "../../../model/schema-evolution/next-lock";
import { renderLock } from "../../../model/schema-evolution/schema-lock";
import type { SchemaLock } from "../../../model/schema-evolution/schema-lock";

const orders = { name: "orders", description: "Orders.", columns: { id: column.string() } };
const path = "config/datasets/orders.lock.json";
const crawler: PartitionSettings = { type: "crawler" };
const years: PartitionSettings = { type: "projection", years: { first: 2025, last: 2035 } };
const since = (day: string): PartitionSettings => ({ type: "projection", since: day });

/** A lock of an earlier version without environments: all had the partition keys of the article. */
const old: SchemaLock = {
  dataset: "orders",
  version: 3,
  columns: { id: "string" },
  partitionKeys: { year: "bigint", month: "bigint", day: "bigint", hour: "bigint" },
  accepted: [],
};

function gate(
  lock: SchemaLock,
  environments: Readonly<Record<string, PartitionSettings>>,
  dataset: typeof orders & { partitionGranularity?: "day" } = orders,
) {
  const named = Object.entries(environments).map(([name, partitions]) => ({ name, partitions }));
  return checkSchemaLocks([dataset], [{ path, text: renderLock(lock) }], named);
}

function changesOf(...args: Parameters<typeof gate>): string[] {
  const [state] = gate(...args).states;
  return state?.changes.map(({ kind, path: at, verdict }) => `${kind} ${at} ${verdict}`) ?? [];
}

describe("partitions of environments in a lock", () => {
  it("are the keys of the dataset in a lock that knows no environments", () => {
    expect(changesOf(old, { dev: crawler, prod: years })).toEqual([]);
  });

  it("can't change to a date in silence", () => {
    const { violations } = gate(old, { dev: crawler, prod: since("2025-01-01") });
    expect(violations).toEqual([
      expect.stringMatching(
        /^datasets\.orders\.environments\.prod has its partitions changed from year, month, day, hour to arrival_hour since 2025-01-01, against its published version 3: .*docs\/operate\/changing-partitions\.md/,
      ),
    ]);
  });

  it("are recorded by the next lock, one environment after the other", () => {
    const change =
      "environments.qa has its partitions changed from year, month, day, hour to arrival_hour since 2025-01-01";
    const accepting = { ...old, accepted: [{ version: 4, change, reason: "Tried." }] };
    const first = { dev: crawler, qa: since("2025-01-01"), prod: years };
    const { violations, states } = gate(accepting, first);
    expect(violations).toEqual([]);
    const [state] = states;
    const next = state && nextLock(state);
    expect(next).toMatchObject({
      version: 4,
      environments: {
        dev: "year, month, day, hour",
        qa: "arrival_hour since 2025-01-01",
        prod: "year, month, day, hour",
      },
    });
    if (next === undefined) throw new Error("There is a state.");
    expect(changesOf(next, first)).toEqual([]);
    expect(changesOf(next, { ...first, prod: since("2025-01-01") })).toEqual([
      "environment-keys-changed environments.prod breaking",
    ]);
  });

  const projected = (text: string): SchemaLock => ({
    ...old,
    environments: { dev: "year, month, day, hour", prod: text },
  });

  it.each([
    [
      "a later day",
      "arrival_hour since 2025-01-01",
      since("2025-06-01"),
      "projection-narrowed",
      "breaking",
    ],
    [
      "an earlier day",
      "arrival_hour since 2025-01-01",
      since("2024-06-01"),
      "projection-widened",
      "compatible",
    ],
    [
      "what has not expired",
      "arrival_hour since 2025-01-01",
      { type: "projection" },
      "projection-widened",
      "compatible",
    ],
    [
      "a day instead of what has not expired",
      "arrival_hour",
      since("2025-01-01"),
      "projection-narrowed",
      "breaking",
    ],
    [
      "days instead of hours",
      "arrival_hour since 2025-01-01",
      { type: "projection", since: "2025-01-01", granularity: "day" },
      "environment-keys-changed",
      "breaking",
    ],
    ["a crawler", "arrival_hour since 2025-01-01", crawler, "environment-keys-changed", "breaking"],
    ["years", "arrival_hour since 2025-01-01", years, "environment-keys-changed", "breaking"],
  ] as const)("report %s", (_what, was, is, kind, verdict) => {
    expect(changesOf(projected(was), { dev: crawler, prod: is })).toEqual([
      `${kind} environments.prod ${verdict}`,
    ]);
  });

  it("pass for an environment that was not there", () => {
    const text = "arrival_hour since 2025-01-01";
    const all = { dev: crawler, prod: since("2025-01-01"), stage: since("2026-01-01") };
    expect(changesOf(projected(text), all)).toEqual([
      "environment-added environments.stage compatible",
    ]);
    expect(changesOf(projected(text), { dev: crawler })).toEqual([
      "environment-removed environments.prod compatible",
    ]);
  });

  it("are no change of their own where they follow the dataset's", () => {
    const daily = { ...orders, partitionGranularity: "day" as const };
    expect(
      changesOf(projected("year, month, day, hour"), { dev: crawler, prod: years }, daily),
    ).toEqual(["partition-keys-changed partitionKeys breaking"]);
  });

  it("must be texts", () => {
    const text = JSON.stringify({ ...old, environments: { prod: 1 } });
    expect(checkSchemaLocks([orders], [{ path, text }], []).violations).toEqual([
      expect.stringContaining(`${path}: environments have an invalid format`),
    ]);
  });
});
