import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
  PutRecordsCommand,
  UpdateShardCountCommand,
} from "@aws-sdk/client-kinesis";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { randomNumbers } from "../../support/random/random-numbers";
import { SEED } from "../../support/random/seeded-fast-check";

const StreamName = "killed";
const KILLS = 6;
const PUBLISHERS = 3;
const LONGEST_LIFE_MS = 600;

interface Acknowledged {
  readonly shardId: string;
  readonly sequenceNumber: string;
  readonly data: string;
}

describe(`streams whose process is killed ${KILLS} times while records come in`, () => {
  const random = randomNumbers(SEED);
  const acknowledged: Acknowledged[] = [];
  let folder: string;
  let child: ChildProcess;
  let sent = 0;
  let read: Map<string, readonly { readonly sequenceNumber: string; readonly data: string }[]>;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "killed-"));
    for (let life = 0; life <= KILLS; life += 1) {
      const kinesis = await startProcess();
      if (life === 0) await kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 2 }));
      const publishers = Array.from({ length: PUBLISHERS }, () => publish(kinesis));
      await sleep(50 + random() * LONGEST_LIFE_MS);
      if (life === KILLS / 2) await reshard(kinesis);
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await Promise.all([exited, ...publishers]);
      kinesis.destroy();
    }
    const kinesis = await startProcess();
    read = await readAll(kinesis);
    kinesis.destroy();
  }, 90_000);

  afterAll(() => {
    child?.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  it("keep every record that was acknowledged, where the answer said", () => {
    expect(acknowledged.length).toBeGreaterThan(KILLS * 10);
    const lost = acknowledged.filter(({ shardId, sequenceNumber, data }) => {
      const records = read.get(shardId) ?? [];
      return !records.some((each) => each.sequenceNumber === sequenceNumber && each.data === data);
    });
    expect(lost.slice(0, 3)).toEqual([]);
  });

  it("have no record twice", () => {
    const all = [...read.values()].flat().map(({ data }) => data);
    expect(new Set(all).size).toBe(all.length);
  });

  it("number the records of each shard in order, and those of a child after its parents", () => {
    for (const [shardId, records] of read) {
      const numbers = records.map(({ sequenceNumber }) => BigInt(sequenceNumber));
      const disordered = numbers.filter((number, index) => number <= (numbers[index - 1] ?? -1n));
      expect([shardId, disordered]).toEqual([shardId, []]);
    }
    const highest = (shards: string[]) => shards.flatMap((each) => read.get(each) ?? []).at(-1);
    const parent = highest(["shardId-000000000000"])?.sequenceNumber ?? "0";
    const [child] = read.get("shardId-000000000002") ?? [];
    expect(BigInt(child?.sequenceNumber ?? "0")).toBeGreaterThan(BigInt(parent));
  });

  async function startProcess(): Promise<KinesisClient> {
    const program = path.join(__dirname, "support/kinesis-process.ts");
    child = spawn(process.execPath, ["--require", "tsx/cjs", program, folder], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    if (child.stdout === null) throw new Error("The process has no output.");
    const [url] = (await once(createInterface(child.stdout), "line")) as [string];
    return new KinesisClient({
      region: "us-east-1",
      endpoint: url,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 1,
      requestHandler: new NodeHttpHandler(),
    });
  }

  /** Publishes batches of different sizes until the process is killed. */
  async function publish(kinesis: KinesisClient): Promise<void> {
    for (;;) {
      const size = random() < 0.2 ? 20_000 : 50;
      const batch = Array.from({ length: 1 + Math.floor(random() * 50) }, () => {
        sent += 1;
        return { PartitionKey: String(sent), Data: Buffer.from(`${sent} ${"x".repeat(size)}`) };
      });
      try {
        const { Records: results = [] } = await kinesis.send(
          new PutRecordsCommand({ StreamName, Records: batch }),
        );
        results.forEach(({ ShardId, SequenceNumber }, index) => {
          if (ShardId === undefined || SequenceNumber === undefined) return;
          const data = batch[index]?.Data.toString() ?? "";
          acknowledged.push({ shardId: ShardId, sequenceNumber: SequenceNumber, data });
        });
      } catch {
        return;
      }
    }
  }
});

async function reshard(kinesis: KinesisClient): Promise<void> {
  await kinesis.send(
    new UpdateShardCountCommand({
      StreamName,
      TargetShardCount: 4,
      ScalingType: "UNIFORM_SCALING",
    }),
  );
  await sleep(100);
}

async function readAll(kinesis: KinesisClient) {
  const read = new Map<string, { sequenceNumber: string; data: string }[]>();
  const { Shards: shards = [] } = await kinesis.send(new ListShardsCommand({ StreamName }));
  for (const { ShardId = "" } of shards) {
    const records: { sequenceNumber: string; data: string }[] = [];
    let { ShardIterator: iterator } = await kinesis.send(
      new GetShardIteratorCommand({ StreamName, ShardId, ShardIteratorType: "TRIM_HORIZON" }),
    );
    while (iterator !== undefined) {
      const page = await kinesis.send(new GetRecordsCommand({ ShardIterator: iterator }));
      for (const { SequenceNumber = "", Data = new Uint8Array() } of page.Records ?? []) {
        records.push({ sequenceNumber: SequenceNumber, data: Buffer.from(Data).toString() });
      }
      iterator = page.Records?.length === 0 ? undefined : page.NextShardIterator;
    }
    read.set(ShardId, records);
  }
  return read;
}
