import { cbor, tag } from "@smithy/core/cbor";
import { formatOf } from "../../../../local/kinesis/protocol/wire-format";

const TIME = Date.parse("2026-11-29T12:00:00.123Z");

describe("CBOR as the SDKs for Java write it", () => {
  const format = formatOf("application/x-amz-cbor-1.1");

  it("has bytes and milliseconds where JSON has base64 and seconds", () => {
    const body = cbor.serialize({
      Data: new Uint8Array([1, 2, 3]),
      Timestamp: tag({ tag: 1, value: TIME }),
      Records: [{ PartitionKey: "a" }],
      ShardCount: 2,
    });
    expect(format.parse(Buffer.from(body))).toEqual({
      ...{ Data: "AQID", Timestamp: TIME / 1000, Records: [{ PartitionKey: "a" }], ShardCount: 2 },
    });
  });

  it("is what answers are written in", () => {
    const answer = format.render({
      Records: [{ Data: Buffer.from([1, 2]), ApproximateArrivalTimestamp: new Date(TIME) }],
      NextShardIterator: undefined,
    });
    // Map of one entry: "Records", a list of one map of two: bytes 0102, and tag 1 with 64 bits.
    expect(Buffer.from(answer).toString("hex")).toBe(
      `a1675265636f72647381a2644461746142010278` +
        `1b${Buffer.from("ApproximateArrivalTimestamp").toString("hex")}c11b${TIME.toString(16).padStart(16, "0")}`,
    );
  });

  it("is refused if it is no structure", () => {
    expect(() => format.parse(Buffer.from([0xff, 0x01]))).toThrow("not a structure");
  });
});

describe("JSON", () => {
  it("has seconds and base64", () => {
    const json = formatOf("application/x-amz-json-1.1");
    expect(json.render({ at: new Date(TIME), data: Buffer.from("a"), none: undefined })).toBe(
      `{"at":${TIME / 1000},"data":"YQ=="}`,
    );
  });
});
