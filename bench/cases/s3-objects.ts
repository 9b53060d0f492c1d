import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { Agent, request } from "node:http";
import { ControlPlane } from "../../__tests__/support/emulator/control-plane";
import { RunningEmulator } from "../../__tests__/support/emulator/running-emulator";
import { mapConcurrently } from "../../local/glue/crawler/partition-listing";
import { benchmarkResult } from "../harness/benchmark-result";
import type { BenchmarkResult } from "../harness/benchmark-result";
import { median } from "../harness/median";

const BUCKET = "bench-objects";
const OBJECT_BYTES = 1_024;
/** Objects of one round: moto takes about seven milliseconds for each call. */
const OBJECTS = 400;
const LISTED = 20_000;
const AUTHORIZATION =
  "AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";

/** Measures the objects of S3 against moto alone, by a plain HTTP client that makes one call after the other. */
export async function measureObjects(rounds: number): Promise<BenchmarkResult[]> {
  const moto = await ControlPlane.start(() => undefined);
  const emulator = await RunningEmulator.start();
  const agent = new Agent({ keepAlive: true });
  const clients = [emulator, moto].map(({ endpointUrl }) => new PlainClient(endpointUrl, agent));
  try {
    for (const { clients: sdk } of [emulator, moto]) {
      await sdk.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    }
    const [ours, theirs] = [clients[0], clients[1]];
    if (ours === undefined || theirs === undefined) throw new Error("two endpoints are compared");
    const puts: Timing[] = [];
    const gets: Timing[] = [];
    // Alternately, so that the load of the machine changes both. The first round warms up.
    for (let round = 0; round <= rounds; round += 1) {
      const put = { ours: await ours.put(round), theirs: await theirs.put(round) };
      const get = { ours: await ours.get(round), theirs: await theirs.get(round) };
      if (round > 0) {
        puts.push(put);
        gets.push(get);
      }
    }
    for (const client of [ours, theirs]) await client.fill();
    const lists: Timing[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const list = { ours: await ours.list(), theirs: await theirs.list() };
      if (round > 0) lists.push(list);
    }
    return [
      result("objects of 1 KB put by a plain HTTP client", puts, OBJECTS, 5),
      result("objects of 1 KB got by a plain HTTP client", gets, OBJECTS, 5),
      result(`${LISTED.toLocaleString("en-US")} keys listed`, lists, LISTED, 6),
    ];
  } finally {
    agent.destroy();
    await emulator.stop();
    await moto.stop();
  }
}

/** Seconds of one round. */
interface Timing {
  readonly ours: number;
  readonly theirs: number;
}

function result(
  name: string,
  timings: readonly Timing[],
  count: number,
  atLeast: number,
): BenchmarkResult {
  const rate = (which: keyof Timing) => median(timings.map((timing) => count / timing[which]));
  return benchmarkResult({
    name,
    measured: rate("ours"),
    unit: name.includes("keys") ? "keys/s" : "objects/s",
    baseline: { name: "moto alone, the same calls", measured: rate("theirs") },
    limit: { atLeast },
  });
}

class PlainClient {
  private readonly body = Buffer.alloc(OBJECT_BYTES, "x");

  constructor(
    private readonly endpointUrl: string,
    private readonly agent: Agent,
  ) {}

  put(round: number): Promise<number> {
    return seconds(async () => {
      for (let object = 0; object < OBJECTS; object += 1) {
        await this.call("PUT", `round-${round}/${object}`, this.body);
      }
    });
  }

  get(round: number): Promise<number> {
    return seconds(async () => {
      for (let object = 0; object < OBJECTS; object += 1) {
        const content = await this.call("GET", `round-${round}/${object}`);
        if (content.length !== OBJECT_BYTES) throw new Error(`got ${content.length} bytes`);
      }
    });
  }

  /** Puts the objects that are listed. */
  async fill(): Promise<void> {
    const numbers = Array.from({ length: LISTED }, (_, number) => number);
    await mapConcurrently(numbers, (number) =>
      this.call("PUT", `listed/${Math.floor(number / 100)}/${number}`, Buffer.from("x")),
    );
  }

  list(): Promise<number> {
    return seconds(async () => {
      let count = 0;
      let token = "";
      do {
        const query = token === "" ? "" : `&continuation-token=${encodeURIComponent(token)}`;
        const page = (await this.call("GET", `?list-type=2&prefix=listed/${query}`)).toString();
        count += page.match(/<Key>/g)?.length ?? 0;
        token = /<NextContinuationToken>(.*?)</.exec(page)?.[1] ?? "";
      } while (token !== "");
      if (count !== LISTED) throw new Error(`listed ${count} keys`);
    });
  }

  private call(method: string, path: string, body?: Buffer): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const headers = {
        authorization: AUTHORIZATION,
        ...(body === undefined ? {} : { "content-length": body.length }),
      };
      const url = `${this.endpointUrl}/${BUCKET}/${path}`.replace("/?", "?");
      const call = request(url, { method, agent: this.agent, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () => {
          const content = Buffer.concat(chunks);
          if (answer.statusCode === 200) resolve(content);
          else reject(new Error(`${method} ${path}: ${answer.statusCode} ${content.toString()}`));
        });
      });
      call.on("error", reject).end(body);
    });
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}
