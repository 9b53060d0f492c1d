import { readErrorEntries } from "../../../../cli/replay/source/error-entries";

const object = {
  key: "errors/orders/format-conversion-failed/year=2026/month=11/day=25/hour=21/x",
  hour: new Date("2026-11-25T21:00:00Z"),
  writtenAt: new Date("2026-11-25T21:02:00Z"),
};
const rawData = Buffer.from('{"a":"x"}\n').toString("base64");

function read(...entries: readonly unknown[]) {
  const content = entries.map((entry) =>
    typeof entry === "string" ? entry : JSON.stringify(entry),
  );
  return readErrorEntries({ ...object, content: Buffer.from(content.join("")) });
}

describe("an entry of an error object", () => {
  it.each([
    ["lastErrorCode", "lastErrorMessage"],
    ["ErrorCode", "ErrorMessage"],
    ["errorCode", "errorMessage"],
  ])("is read with its failure as %s and %s", (code, message) => {
    const [entry] = read({ [code]: "Bad", [message]: "So bad.", rawData, sequenceNumber: "49" });
    expect(entry).toMatchObject({
      place: `${object.key}#0`,
      data: Buffer.from('{"a":"x"}'),
      failure: { code: "Bad", message: "So bad." },
      sequenceNumber: "49",
      writtenAt: object.writtenAt,
    });
  });

  it("has its own arrival time in either format, or else that of its folder", () => {
    const arrival = Date.UTC(2026, 10, 25, 21, 1);
    const entries = read(
      { rawData, arrivalTimestamp: arrival },
      { rawData, arrivalTimestamp: `${arrival}` },
      { rawData, arrivalTimestamp: "soon" },
      { rawData },
    );
    expect(entries).toMatchObject(
      [arrival, arrival, object.hour.getTime(), object.hour.getTime()].map((time) => ({
        arrival: new Date(time),
      })),
    );
  });

  it("is recognized by its sequence number when Firehose wrote it twice", () => {
    const [first, again, other] = read(
      { rawData, sequenceNumber: "49", attemptsMade: 1 },
      { rawData, sequenceNumber: "49", attemptsMade: 2 },
      { rawData, sequenceNumber: "50" },
    );
    expect(again?.id).toBe(first?.id);
    expect(other?.id).not.toBe(first?.id);
  });

  it("is distinguished from its duplicate by its place where it has no sequence number", () => {
    const [first, second] = read({ rawData }, { rawData });
    expect(first?.id).not.toBe(second?.id);
    expect(read({ rawData })[0]?.id).toBe(first?.id);
  });

  it.each([
    ['{"lastErrorCode":"Bad"}', 'it has no "rawData"'],
    ['{"rawData":"%%%"}', 'its "rawData" is not base64'],
    ['{"rawData":7}', 'its "rawData" is not base64'],
    ["[]", 'it has no "rawData"'],
    ["7", "it is not a JSON object"],
    ['{"rawData":"e30=', "Unterminated string"],
  ])("is kept unchanged where it can't be parsed as a record: %s", (line, reason) => {
    const [entry] = read(line);
    expect(entry).toMatchObject({
      content: Buffer.from(line),
      unreadable: expect.stringContaining(reason) as string,
    });
  });
});
