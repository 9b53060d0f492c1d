import { createHash } from "node:crypto";
import { aggregatedRecords } from "../../../../local/firehose/source/aggregated-records";
import { RecordBuffer } from "../../../../local/firehose/destination/buffer";
import { producerRecords } from "../../../../local/firehose/destination/buffer";

const MAGIC = Buffer.from("f3899ac2", "hex");

function field(number: number, content: Buffer): Buffer {
  const length: number[] = [];
  for (let rest = content.length; ; rest >>>= 7) {
    length.push(rest > 127 ? (rest & 127) | 128 : rest);
    if (rest <= 127) break;
  }
  return Buffer.concat([Buffer.from([number * 8 + 2, ...length]), content]);
}

/** A record as the Kinesis Producer Library aggregates it: keys, records with an index of the key, data and a tag. */
function aggregate(...data: readonly string[]): Buffer {
  const records = data.map((text) =>
    field(
      3,
      Buffer.concat([
        Buffer.from([0x08, 0x00]),
        field(3, Buffer.from(text)),
        field(4, field(1, Buffer.from("tag"))),
      ]),
    ),
  );
  return sealed(Buffer.concat([field(1, Buffer.from("key")), ...records]));
}

function sealed(message: Buffer): Buffer {
  return Buffer.concat([MAGIC, message, createHash("md5").update(message).digest()]);
}

const texts = (record: Uint8Array) =>
  aggregatedRecords(record)?.map((each) => Buffer.from(each).toString());

describe("records that the Kinesis Producer Library aggregated", () => {
  it("are taken apart in their order", () => {
    expect(texts(aggregate('{"a":1}\n', "", "é".repeat(300)))).toEqual([
      '{"a":1}\n',
      "",
      "é".repeat(300),
    ]);
    expect(texts(aggregate())).toEqual([]);
  });

  it("are read from the example of the format's bytes", () => {
    // Key table "k", one record with key 0 and the data "hi".
    const message = Buffer.from("0a016b1a0608001a026869", "hex");
    expect(texts(sealed(message))).toEqual(["hi"]);
  });

  it.each([
    ["text", Buffer.from('{"a":1}')],
    ["the magic number alone", MAGIC],
    ["a wrong checksum", Buffer.concat([aggregate("x").subarray(0, -1), Buffer.from([0])])],
    ["a field beyond its end", sealed(Buffer.from("1a7f08", "hex"))],
    ["a number without an end", sealed(Buffer.from("ffffffffffffffffffffff", "hex"))],
    ["a record without data", sealed(field(3, Buffer.from([0x08, 0x00])))],
    ["a group", sealed(Buffer.from([0x0b]))],
  ])("are not seen in %s", (_, record) => {
    expect(aggregatedRecords(record)).toBeUndefined();
  });

  it("keep their position in the aggregate while they wait for delivery", () => {
    const buffer = new RecordBuffer(0);
    const data = aggregate("a", "b");
    const source = { shardId: "s", sequenceNumber: "7", arrival: 1, data };
    for (const each of producerRecords({ ...source, aggregated: aggregatedRecords(data) })) {
      buffer.append(each);
    }
    const [chunk] = [...buffer.chunks()];
    const second = chunk && buffer.record(chunk, 1);
    expect(second).toMatchObject({ sequenceNumber: "7", subSequenceNumber: 1 });
    expect(Buffer.from(second?.data ?? []).toString()).toBe("b");
  });
});
