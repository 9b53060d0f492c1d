import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DeleteStreamCommand, SplitShardCommand } from "@aws-sdk/client-kinesis";
import { ShardReader } from "../../../../local/firehose/source/shard-reader";
import type { StartingPosition } from "../../../../local/firehose/source/source-stream";
import { KinesisEndpoint } from "../support/kinesis-endpoint";
import { StreamCalls, shardId } from "../support/streams";

describe("a stream that is read in the process of the service", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "record-source-"));
  let endpoint: KinesisEndpoint;

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const readAll = async (reader: ShardReader) => {
    const texts: string[] = [];
    for (let more = true; more;) {
      more = false;
      for await (const round of reader.readRound()) {
        texts.push(...round.records.map(({ data }) => Buffer.from(data).toString()));
        more ||= round.more;
      }
    }
    return texts;
  };
  const readerOf = (stream: StreamCalls, start: StartingPosition) =>
    new ShardReader(endpoint.service.recordSource(stream.arn), () => start);

  it("is another one after a stream of the same name was created", async () => {
    endpoint = await KinesisEndpoint.start();
    const stream = await new StreamCalls(endpoint.kinesis, "again").create();
    const before = new Date(Date.now() - 1_000);
    for (const text of ["1", "2"]) await stream.put(text);
    const reader = readerOf(stream, { atTimestamp: before });
    expect(await readAll(reader)).toEqual(["1", "2"]);
    await endpoint.kinesis.send(new DeleteStreamCommand({ StreamName: "again" }));
    await stream.create();
    for (const text of ["new 1", "new 2", "new 3"]) await stream.put(text);
    // The iterator is of the old stream; the reader makes a new one then.
    await expect(readAll(reader)).rejects.toMatchObject({ name: "InvalidArgumentException" });
    expect(await readAll(reader)).toEqual(["new 1", "new 2", "new 3"]);
    await endpoint.stop();
  });

  it("gives its records in order, the children of a shard after it, and continues after a restart", async () => {
    endpoint = await KinesisEndpoint.start({ folder });
    const stream = await new StreamCalls(endpoint.kinesis, "source").create();
    const before = new Date(Date.now() - 1_000);
    for (const text of ["1", "2"]) await stream.put(text);
    await endpoint.kinesis.send(
      new SplitShardCommand({
        ...{ StreamName: "source", ShardToSplit: shardId(0) },
        NewStartingHashKey: String(2n ** 127n),
      }),
    );
    await stream.put("low", "0");
    const reader = readerOf(stream, { atTimestamp: before });
    expect(await readAll(reader)).toEqual(["1", "2", "low"]);
    const delivered = reader.positions.get(shardId(1));
    await endpoint.stop();

    endpoint = await KinesisEndpoint.start({ folder });
    const again = new StreamCalls(endpoint.kinesis, "source");
    await again.put("later", "0");
    const source = endpoint.service.recordSource(again.arn);
    const iterator = await source.iterator(shardId(1), { afterSequenceNumber: delivered ?? "" });
    const { records } = await source.read(iterator);
    expect(records.map(({ data }) => Buffer.from(data).toString())).toEqual(["later"]);
    await endpoint.stop();
  });
});
