import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createServer, request as httpRequest } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { authorizationFor } from "./support/guarded-gateway";

const MIB = 1024 ** 2;
const CALLS = 64;
const MAXIMUM_GROWTH_BYTES = 300 * MIB;

/** A gateway in a separate process, in front of a control plane that counts bytes and discards them. */
class MeasuredGateway {
  receivedBytes = 0;
  receivedCalls = 0;

  private constructor(
    private readonly process: ChildProcess,
    private readonly controlPlane: Server,
    readonly port: number,
  ) {}

  static async start(): Promise<MeasuredGateway> {
    const controlPlane = createServer((message, response) => {
      message.on("data", (chunk: Buffer) => (started.receivedBytes += chunk.length));
      message.on("end", () => {
        started.receivedCalls += 1;
        response.end("{}");
      });
    });
    await new Promise<void>((resolve) => controlPlane.listen(0, "127.0.0.1", resolve));
    const { port } = controlPlane.address() as AddressInfo; // it listens
    const program = path.join(__dirname, "support", "gateway-process.ts");
    const child = spawn(process.execPath, ["--require", "tsx/cjs", program, String(port)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines = createInterface({ input: child.stdout });
    const line = await new Promise<string>((resolve, reject) => {
      lines.once("line", resolve);
      child.once("exit", () => reject(new Error("The gateway did not start")));
    });
    const started = new MeasuredGateway(child, controlPlane, Number(line));
    return started;
  }

  async residentBytes(): Promise<number> {
    const response = await fetch(`http://127.0.0.1:${this.port}/_lake/memory`);
    return ((await response.json()) as { residentBytes: number }).residentBytes;
  }

  /** Peak growth of memory while something runs, in bytes. */
  async growthDuring(work: () => Promise<void>): Promise<number> {
    const before = await this.residentBytes();
    let peak = before;
    let ended = false;
    const watch = async () => {
      while (!ended) {
        peak = Math.max(peak, await this.residentBytes());
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    const watching = watch();
    await work();
    ended = true;
    await watching;
    return peak - before;
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill("SIGKILL");
    await ended;
    this.controlPlane.closeAllConnections();
    await new Promise((resolve) => this.controlPlane.close(resolve));
  }
}

interface Upload {
  readonly method?: string;
  readonly path?: string;
  readonly service: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Parts to send in sequence. */
  readonly parts: readonly Buffer[];
  /** Whether it is chunked, without a length. */
  readonly chunked?: boolean;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

function send(port: number, { method = "POST", path = "/", ...call }: Upload): Promise<Answer> {
  const length = call.parts.reduce((sum, part) => sum + part.length, 0);
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      ...{ host: "127.0.0.1", port, method, path, agent: false },
      headers: {
        authorization: authorizationFor(call.service),
        ...call.headers,
        ...(call.chunked === true ? {} : { "content-length": String(length) }),
      },
    });
    request.on("response", (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
      response.on("error", reject);
    });
    // The connection of a rejected call is closed while it sends.
    request.on("error", (error) => setTimeout(() => reject(error), 500));
    Readable.from(call.parts).pipe(request);
  });
}

const zeros = (bytes: number) => Array<Buffer>(bytes / MIB).fill(Buffer.alloc(MIB));
const spaces = (bytes: number) => Buffer.alloc(bytes, " ");

describe("request bodies", () => {
  let gateway: MeasuredGateway;

  beforeEach(async () => {
    gateway = await MeasuredGateway.start();
  });
  afterEach(() => gateway.stop());

  const expectSmallGrowth = async (name: string, upload: Upload, isForwarded = true) => {
    // A small call first, so that what it loads is not counted.
    const small = [Buffer.from('{"Code":{"ZipFile":""}}')];
    expect((await send(gateway.port, { ...upload, parts: small })).status).toBe(200);
    const bytes = upload.parts.reduce((sum, part) => sum + part.length, 0);
    gateway.receivedBytes = 0;
    const started = performance.now();
    let answers: Answer[] = [];
    const growth = await gateway.growthDuring(async () => {
      answers = await Promise.all(Array.from({ length: CALLS }, () => send(gateway.port, upload)));
    });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(
      `${CALLS} parallel ${name} of ${(bytes / MIB).toFixed(1)} MiB: the gateway grows by ${(growth / MIB).toFixed(0)} MiB (${seconds} s)\n`,
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(CALLS).fill(200));
    if (isForwarded) expect(gateway.receivedBytes).toBe(CALLS * bytes);
    else expect(answers.map(({ text }) => Number(text))).toEqual(Array(CALLS).fill(bytes));
    expect(growth).toBeLessThan(MAXIMUM_GROWTH_BYTES);
  };

  it("of 64 parallel uploads of 64 MB are not buffered", async () => {
    await expectSmallGrowth("uploads to S3", {
      ...{ service: "s3", method: "PUT", path: "/lake/key" },
      parts: zeros(64 * MIB),
    });
  }, 120_000);

  it("of 64 of the largest packages of Lambda wait for each other", async () => {
    const zip = Buffer.alloc(50 * MIB, "A").toString();
    const text = `{"FunctionName":"f","Code":{"ZipFile":"${zip}"}}`;
    const path = "/2015-03-31/functions";
    await expectSmallGrowth(
      "packages of Lambda",
      { service: "lambda", path, parts: [Buffer.from(text)] },
      false,
    );
  }, 240_000);

  it("of 64 of the largest calls of Glue wait for each other, without a declared length", async () => {
    await expectSmallGrowth("calls of Glue in chunks", {
      service: "glue",
      headers: { "x-amz-target": "AWSGlue.BatchCreatePartition" },
      parts: [Buffer.from('{"x":"'), spaces(16 * MIB - 8), Buffer.from('"}')],
      chunked: true,
    });
  }, 120_000);
});
