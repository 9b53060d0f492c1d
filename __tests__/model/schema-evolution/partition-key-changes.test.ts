import { comparePartitionKeys } from "../../../model/schema-evolution/partition-key-changes";
import type { LockedPartitionKeys } from "../../../model/schema-evolution/schema-lock";

const day = { year: "bigint", month: "bigint", day: "bigint" };
const country = (values?: readonly string[], field = "buyer.country") => ({
  ...day,
  country: { field, ...(values === undefined ? {} : { values }) },
});

function changesOf(before: LockedPartitionKeys, after: LockedPartitionKeys): string[] {
  return comparePartitionKeys(before, after).map(
    ({ kind, path, what }) => `${kind}: ${path} ${what}`,
  );
}

describe("changes of partition keys", () => {
  it.each([
    ["nothing", country(["de", "fr"]), country(["fr", "de"]), []],
    [
      "another field under the same name",
      country(),
      country(undefined, "seller.country"),
      [
        "partition-keys-changed: partitionKeys were changed from year bigint, month bigint, day bigint, country of buyer.country to year bigint, month bigint, day bigint, country of seller.country",
      ],
    ],
    [
      "the last key of a field removed",
      country(["de"]),
      day,
      [
        "dynamic-partitioning-switched: partitionKeys were changed from year bigint, month bigint, day bigint, country of buyer.country to year bigint, month bigint, day bigint",
      ],
    ],
    [
      "values declared for the first time",
      country(),
      country(["de"]),
      ["partition-values-narrowed: partitionKeys.country has its values changed from any to de"],
    ],
    [
      "values no longer declared",
      country(["de"]),
      country(),
      ["partition-values-widened: partitionKeys.country has its values changed from de to any"],
    ],
    [
      "one value for another",
      country(["de", "fr"]),
      country(["de", "it"]),
      [
        "partition-values-narrowed: partitionKeys.country has its values changed from de, fr to de, it",
      ],
    ],
  ])("are reported for %s", (_what, before, after, expected) => {
    expect(changesOf(before, after)).toEqual(expected);
  });
});
