import { CreateWorkGroupCommand } from "@aws-sdk/client-athena";
import { CreateStreamCommand, DeleteStreamCommand } from "@aws-sdk/client-kinesis";
import type { KinesisClient } from "@aws-sdk/client-kinesis";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ControlPlane } from "../../__tests__/support/emulator/control-plane";
import {
  deployDelivery,
  removeDelivery,
} from "../../__tests__/support/emulator/delivery-deployment";
import type { DeliveryDeployment } from "../../__tests__/support/emulator/delivery-deployment";
import { freePort } from "../../local/processes/free-port";
import { publishEvents } from "../../__tests__/support/events/publish-events";
import { countRecords } from "../../__tests__/support/events/read-stream";
import { sampleEvent } from "../../__tests__/support/events/sample-events";
import { runQuery } from "../../cli/query/athena-query";
import { AwsClients } from "../../local/aws-clients";
import { startEmulator } from "../../local/lifecycle/start-emulator";
import { stopEmulator } from "../../local/lifecycle/stop-emulator";
import { lakeHome } from "../../local/home/lake-home";
import { benchmarkResult } from "../harness/benchmark-result";
import type { BenchmarkResult } from "../harness/benchmark-result";
import { median } from "../harness/median";
import { timed } from "../harness/timed";

const PUBLISHERS = 4;
const SHARDS = 2;
const BUFFERING = { sizeMiB: 64, intervalSeconds: 1 };
const WORK_GROUP = "bench";
const DELIVERY_TIMEOUT_MS = 60_000;

/**
 * Measures records through the whole embedded AWS against moto alone, which stores and returns them and delivers nothing.
 */
export async function measureEndToEnd(records: number, rounds: number): Promise<BenchmarkResult[]> {
  const folder = await mkdtemp(join(tmpdir(), "bench-lake-"));
  const home = lakeHome({ LAKE_HOME: folder });
  const moto = await ControlPlane.start((line) => process.stderr.write(`${line}\n`));
  const { endpointUrl } = await startEmulator(home, { port: await freePort(), enforceIam: false });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const lake = new AwsClients({ region: moto.region, endpointUrl, credentials });
  try {
    const put: number[] = [];
    const get: number[] = [];
    const publish: number[] = [];
    const queryable: number[] = [];
    await runOnMoto(moto.clients.kinesis, records / 10);
    await runOnEmulator(lake, "warm-up", records / 10);
    for (let round = 1; round <= rounds; round += 1) {
      const motoAlone = await runOnMoto(moto.clients.kinesis, records);
      put.push(motoAlone.put);
      get.push(motoAlone.get);
      const emulator = await runOnEmulator(lake, `round-${round}`, records);
      publish.push(emulator.publish);
      queryable.push(emulator.queryable);
    }
    const rate = (milliseconds: number) => (records / milliseconds) * 1000;
    const baseline = {
      name: "moto alone: all records written, then all read",
      measured: rate(median(put) + median(get)),
    };
    const unit = "records/s";
    return [
      benchmarkResult({
        name: "embedded AWS: PutRecords during delivery",
        measured: rate(median(publish)),
        unit,
        baseline,
        limit: { atLeast: 2 },
      }),
      benchmarkResult({
        name: `embedded AWS: from PutRecords to queryable, ${BUFFERING.intervalSeconds} s buffers`,
        measured: rate(median(queryable)),
        unit,
        baseline,
        limit: { atLeast: 4 },
      }),
    ];
  } finally {
    lake.destroy();
    await Promise.all([stopEmulator(home), moto.stop()]);
    await rm(folder, { recursive: true, force: true });
  }
}

async function runOnMoto(kinesis: KinesisClient, records: number) {
  const StreamName = "alone";
  await kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: SHARDS }));
  // moto's threads number records without a lock, so that several publishers lose some of them.
  const put = await timed(() => publishEvents(kinesis, StreamName, records, sampleEvent));
  const get = await timed(async () => {
    const read = await countRecords(kinesis, StreamName);
    if (read !== records) throw new Error(`moto returned ${read} of ${records} records`);
  });
  await kinesis.send(new DeleteStreamCommand({ StreamName }));
  return { put, get };
}

async function runOnEmulator(clients: AwsClients, name: string, records: number) {
  const deployment = await deployDelivery(clients, {
    name,
    shards: SHARDS,
    data: BUFFERING,
    backup: BUFFERING,
  });
  await ensureWorkGroup(clients, deployment);
  const began = performance.now();
  await publishAll(clients.kinesis, deployment.streamName, records);
  const publish = performance.now() - began;
  while ((await countRows(clients, deployment)) < records) {
    if (performance.now() - began > DELIVERY_TIMEOUT_MS) {
      throw new Error(`${records} records were not delivered within ${DELIVERY_TIMEOUT_MS} ms`);
    }
    await sleep(100);
  }
  const queryable = performance.now() - began;
  await removeDelivery(clients, deployment);
  return { publish, queryable };
}

async function publishAll(
  kinesis: KinesisClient,
  streamName: string,
  records: number,
): Promise<void> {
  const each = records / PUBLISHERS;
  await Promise.all(
    Array.from({ length: PUBLISHERS }, (_, publisher) =>
      publishEvents(kinesis, streamName, each, (index) => sampleEvent(publisher * each + index)),
    ),
  );
}

async function ensureWorkGroup({ athena }: AwsClients, { dataLocation }: DeliveryDeployment) {
  await athena
    .send(
      new CreateWorkGroupCommand({
        Name: WORK_GROUP,
        Configuration: {
          ResultConfiguration: { OutputLocation: `s3://${dataLocation.bucket}/results/` },
        },
      }),
    )
    .catch((error: unknown) => {
      // An earlier round created it.
      if (!String(error).includes("already")) throw error;
    });
}

async function countRows(
  { athena }: AwsClients,
  { databaseName, tableName }: DeliveryDeployment,
): Promise<number> {
  const answer = await runQuery(athena, {
    sql: `SELECT count(*) FROM ${tableName}`,
    workGroup: WORK_GROUP,
    database: databaseName,
  });
  return Number(answer.rows[0]?.[0]);
}
