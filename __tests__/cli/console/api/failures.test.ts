import { readFailures } from "../../../../cli/console/api/failures";
import { LakeWithFailures } from "../support/failed-objects";

/** More than are read. */
const FAILED = 5_001;

describe("the failed records of a dataset", () => {
  it("are the newest of those that were read, if there are more", async () => {
    const now = Date.now();
    const failing = new LakeWithFailures(now);
    // Firehose writes the records of a buffer by shard, which is not by time.
    const arrivals = Array.from({ length: FAILED }, (_, index) => now - index);
    failing.fail(arrivals.map((arrival) => ({ arrival, data: "" })));
    const { read, isPartial, records } = await readFailures(failing.fake.lake, {
      dataset: "orders",
      since: "1h",
    });
    expect({ read, isPartial }).toEqual({ read: FAILED - 1, isPartial: true });
    expect(records.map(({ arrival }) => arrival)).toEqual(
      arrivals.slice(0, 200).map((arrival) => new Date(arrival).toISOString()),
    );
  });
});
