import { readFailures } from "../../../../cli/console/api/failures";
import { fakeLake } from "../support/fake-lake";

/** More than are read. */
const FAILED = 5_001;

describe("the failed records of a dataset", () => {
  it("are the newest of those that were read, if there are more", async () => {
    const { aws, lake, target } = fakeLake({ ListObjectsV2Command: listed });
    const { lakeBucket, errorPrefix } = target.names;
    const now = Date.now();
    const [year, month, day, hour] = new Date(now).toISOString().split(/[-T:]/);
    const folder = `year=${year}/month=${month}/day=${day}/hour=${hour}/`;
    const key = `${errorPrefix}format-conversion-failed/${folder}failed`;
    // Firehose writes the records of a buffer by shard, which is not by time.
    const arrivals = Array.from({ length: FAILED }, (_, index) => now - index);
    const lines = arrivals.map((arrivalTimestamp) =>
      JSON.stringify({
        arrivalTimestamp,
        lastErrorCode: "Code",
        lastErrorMessage: "No.",
        rawData: "",
      }),
    );
    aws.objects.set(`${lakeBucket}/${key}`, Buffer.from(`${lines.join("\n")}\n`));
    const { read, isPartial, records } = await readFailures(lake, {
      dataset: "orders",
      since: "1h",
    });
    expect({ read, isPartial }).toEqual({ read: FAILED - 1, isPartial: true });
    expect(records.map(({ arrival }) => arrival)).toEqual(
      arrivals.slice(0, 200).map((arrival) => new Date(arrival).toISOString()),
    );

    function listed(input: Readonly<Record<string, unknown>>): object {
      return input["Delimiter"] === undefined
        ? { Contents: [{ Key: key, LastModified: new Date(now) }] }
        : { CommonPrefixes: [{ Prefix: `${errorPrefix}format-conversion-failed/` }] };
    }
  });
});
