import { Agent, createServer, request as httpRequest } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** Faults of calls. */
const FAULTS = [
  /** Throttled. */
  "throttled",
  /** Some of the records of a `PutRecords` are throttled, the others are accepted. */
  "records throttled",
  /** Fails inside the service. */
  "server error",
  /** The connection is closed before the service receives the call. */
  "dropped",
  /** The service executes the call, but the response is lost. */
  "answer lost",
  /** The response is late, possibly after the caller's timeout. */
  "slow",
  /** Denied by a policy. */
  "forbidden",
  /** Rejected because the key of the bucket is disabled. */
  "key disabled",
  /** Rejected because the caller may not use the key of the stream. */
  "key denied",
] as const;

/** One of {@link FAULTS}. */
export type Fault = (typeof FAULTS)[number];

/** A call that is about to be forwarded. */
export interface ProxiedCall {
  readonly service: "kinesis" | "s3" | "other";
  /** `PutRecords` and the like; the method of an S3 call. */
  readonly operation: string;
  readonly path: string;
}

/** What happens to a call: nothing, one fault, or a delay in milliseconds. */
export interface InjectedFault {
  readonly fault?: Fault | undefined;
  readonly delayMs?: number;
  /** With the fault `records throttled`: which records, by their partition keys. */
  readonly throttles?: (partitionKey: string) => boolean;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** Proxy between callers and a control plane that injects failures like those of AWS and networks. */
export class FaultInjectionProxy {
  /** How often each fault was injected. */
  readonly made = new Map<Fault, number>(FAULTS.map((fault) => [fault, 0]));
  private readonly server: Server;
  private readonly agent = new Agent({ keepAlive: true });

  private constructor(
    private readonly target: URL,
    private readonly faultFor: (call: ProxiedCall) => InjectedFault,
  ) {
    this.server = createServer((message, response) => {
      this.answer(message, response).catch(() => response.destroy());
    });
  }

  static async start(
    endpointUrl: string,
    faultFor: (call: ProxiedCall) => InjectedFault,
  ): Promise<FaultInjectionProxy> {
    const proxy = new FaultInjectionProxy(new URL(endpointUrl), faultFor);
    await new Promise<void>((resolve) => proxy.server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get endpointUrl(): string {
    // A listening TCP server has an address of this form.
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    this.agent.destroy();
    await closed;
  }

  private async answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(message);
    const call = describe(message);
    const { fault, delayMs, throttles } = this.faultFor(call);
    if (delayMs !== undefined) {
      this.count("slow");
      await sleep(delayMs);
    }
    if (fault === undefined) return reply(response, await this.forward(message, body));
    if (fault === "records throttled") {
      return reply(response, await this.forwardSome(message, body, throttles ?? (() => true)));
    }
    this.count(fault);
    if (fault === "answer lost") await this.forward(message, body);
    if (fault === "answer lost" || fault === "dropped") message.socket.destroy();
    else reply(response, rejection(fault, call.service));
  }

  /** Forwards the records that are not throttled, and responds for all of them in order. */
  private async forwardSome(
    message: IncomingMessage,
    body: Buffer,
    throttles: (partitionKey: string) => boolean,
  ): Promise<Answer> {
    // The documented format of a PutRecords request.
    const request = JSON.parse(body.toString("utf8")) as { Records: { PartitionKey: string }[] };
    const isTaken = request.Records.map(({ PartitionKey }) => !throttles(PartitionKey));
    const Records = request.Records.filter((_, index) => isTaken[index]);
    if (Records.length === request.Records.length) return this.forward(message, body);
    this.count("records throttled");
    const answered =
      Records.length === 0
        ? []
        : await this.taken(message, Buffer.from(JSON.stringify({ ...request, Records })));
    let next = 0;
    const results = isTaken.map((taken) =>
      taken
        ? answered[next++]
        : {
            ErrorCode: "ProvisionedThroughputExceededException",
            ErrorMessage: "Rate exceeded for shard shardId-000000000000",
          },
    );
    const FailedRecordCount = isTaken.filter((taken) => !taken).length;
    return json(200, { FailedRecordCount, Records: results });
  }

  private async taken(message: IncomingMessage, body: Buffer): Promise<readonly object[]> {
    const answer = await this.forward(message, body);
    // The documented format of a PutRecords response.
    return (JSON.parse(answer.body.toString("utf8")) as { Records: object[] }).Records;
  }

  private count(fault: Fault): void {
    this.made.set(fault, (this.made.get(fault) ?? 0) + 1);
  }

  private forward(message: IncomingMessage, body: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const onward = httpRequest(
        {
          host: this.target.hostname,
          port: this.target.port,
          agent: this.agent,
          method: message.method,
          path: message.url,
          // An embedded AWS answers under its own name only.
          headers: {
            ...endToEnd(message.headers),
            host: this.target.host,
            "content-length": body.length,
          },
        },
        (answer) => {
          readAll(answer).then((received) => {
            resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: received });
          }, reject);
        },
      );
      onward.on("error", reject);
      onward.end(body);
    });
  }
}

function describe({ headers, method = "", url = "" }: IncomingMessage): ProxiedCall {
  const target = String(headers["x-amz-target"] ?? "");
  const operation = target.slice(target.indexOf(".") + 1);
  if (target.startsWith("Kinesis_")) return { service: "kinesis", operation, path: url };
  const isS3 = /\/s3\/aws4_request/.test(headers.authorization ?? "");
  return isS3
    ? { service: "s3", operation: method, path: url }
    : { service: "other", operation, path: url };
}

function rejection(fault: Fault, service: ProxiedCall["service"]): Answer {
  if (service !== "s3") {
    if (fault === "key denied") {
      // The Kinesis API's KMSAccessDeniedException, as botocore's model names it; a client error, which no SDK retries.
      return json(400, {
        __type: "KMSAccessDeniedException",
        message: "Access to the key is denied.",
      });
    }
    return fault === "throttled"
      ? json(400, { __type: "ProvisionedThroughputExceededException", message: "Rate exceeded" })
      : json(500, { __type: "InternalFailure", message: "Internal failure" });
  }
  switch (fault) {
    case "throttled":
      return xml(503, "SlowDown", "Please reduce your request rate.");
    case "forbidden":
      return xml(403, "AccessDenied", "Access Denied");
    case "key disabled":
      return xml(400, "KMS.DisabledException", "The key is disabled.");
    default:
      return xml(500, "InternalError", "We encountered an internal error. Please try again.");
  }
}

function json(status: number, document: object): Answer {
  const headers = { "content-type": "application/x-amz-json-1.1" };
  return { status, headers, body: Buffer.from(JSON.stringify(document)) };
}

function xml(status: number, code: string, message: string): Answer {
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, headers: { "content-type": "application/xml" }, body: Buffer.from(body) };
}

function reply(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...endToEnd(headers), "content-length": body.length });
  response.end(body);
}

function endToEnd(headers: IncomingMessage["headers"]): IncomingMessage["headers"] {
  const hopByHop = ["connection", "expect", "keep-alive", "transfer-encoding"];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.includes(name)));
}

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer); // no encoding is set, so chunks are buffers
  return Buffer.concat(chunks);
}
