import { CreateStreamCommand, DeleteStreamCommand } from "@aws-sdk/client-kinesis";
import type { KinesisClient } from "@aws-sdk/client-kinesis";
import { ControlPlane } from "../../__tests__/support/emulator/control-plane";
import { publishEvents } from "../../__tests__/support/events/publish-events";
import { sampleEvent } from "../../__tests__/support/events/sample-events";
import { benchmarkResult } from "../harness/benchmark-result";
import type { BenchmarkResult } from "../harness/benchmark-result";
import { median } from "../harness/median";
import { withQueryBench } from "../harness/query-bench";
import { timed } from "../harness/timed";

/** Records of one round. */
const RECORDS = 20_000;
const GROWN = 1_000_000;
const SHARDS = 2;

/**
 * Measures PutRecords without delivery: against moto alone, and of a stream with many records against a new one. Both of
 * a pair are measured alternately, by one caller, so that the load of the machine changes both.
 */
export function measureStreams(rounds: number): Promise<BenchmarkResult[]> {
  return withQueryBench("streams", async ({ clients: { kinesis } }) => {
    const moto = await ControlPlane.start((line) => process.stderr.write(`${line}\n`));
    try {
      const againstMoto = await alternately(rounds, [
        () => putIntoNew(kinesis),
        () => putIntoNew(moto.clients.kinesis),
      ]);
      await createStream(kinesis, "grown");
      await publishEvents(kinesis, "grown", GROWN, sampleEvent);
      const againstNew = await alternately(rounds, [
        () => timed(() => publishEvents(kinesis, "grown", RECORDS, sampleEvent)),
        () => putIntoNew(kinesis),
      ]);
      const rate = (milliseconds: number) => (RECORDS / milliseconds) * 1000;
      const unit = "records/s";
      return [
        benchmarkResult({
          ...{ name: "embedded AWS: PutRecords, nothing is delivered", unit },
          measured: rate(againstMoto[0]),
          baseline: { name: "moto alone, the same calls", measured: rate(againstMoto[1]) },
          limit: { atLeast: 2 },
        }),
        benchmarkResult({
          name: `the same after ${GROWN.toLocaleString("en-US")} records`,
          measured: rate(againstNew[0]),
          unit,
          baseline: { name: "a new stream, in the same rounds", measured: rate(againstNew[1]) },
          // Of two measurements of the same, one is slower.
          limit: { atLeast: 0.9 },
        }),
      ];
    } finally {
      await moto.stop();
    }
  });
}

/** @returns the median time of each, in milliseconds; the first round warms up */
async function alternately(
  rounds: number,
  [one, other]: readonly [() => Promise<number>, () => Promise<number>],
): Promise<readonly [number, number]> {
  const times: (readonly [number, number])[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const pair = [await one(), await other()] as const;
    if (round > 0) times.push(pair);
  }
  return [median(times.map(([first]) => first)), median(times.map(([, second]) => second))];
}

/** Puts records into a stream of their own. */
async function putIntoNew(kinesis: KinesisClient): Promise<number> {
  const StreamName = "new";
  await createStream(kinesis, StreamName);
  const time = await timed(() => publishEvents(kinesis, StreamName, RECORDS, sampleEvent));
  await kinesis.send(new DeleteStreamCommand({ StreamName }));
  return time;
}

async function createStream(kinesis: KinesisClient, StreamName: string): Promise<void> {
  await kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: SHARDS }));
}
