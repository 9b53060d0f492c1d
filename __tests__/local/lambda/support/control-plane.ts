import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHash } from "node:crypto";
import { CreateFunctionCommand, InvokeCommand } from "@aws-sdk/client-lambda";
import type {
  CreateFunctionCommandInput,
  InvokeCommandInput,
  InvokeCommandOutput,
} from "@aws-sdk/client-lambda";
import { strToU8, zipSync } from "fflate";
import { AwsClients } from "../../../../local/aws-clients";
import { DEFAULT_ACCESS_SETTINGS } from "../../../../local/gateway/callers/access-settings";
import type { AwsReply, AwsRequest } from "../../../../local/gateway/aws-request";
import { Gateway } from "../../../../local/gateway/gateway";
import { routeCall } from "../../../../local/gateway/routing/call-route";
import { FunctionService } from "../../../../local/lambda/function-service";

/** A call that the endpoint received, with its JSON input. */
export interface SeenCall {
  readonly service: string;
  readonly operation: string;
  readonly accessKeyId: string | undefined;
  readonly input: Readonly<Record<string, unknown>>;
}

/**
 * An endpoint with the Lambda service under test, and a fake control plane with functions' configurations, roles, logs,
 * metrics and one object of S3.
 */
export class ControlPlane {
  readonly seen: SeenCall[] = [];
  readonly errors: string[] = [];
  readonly folder: string;
  /** Result of `GetObject`. */
  object: Buffer = Buffer.alloc(0);
  /** Result of `PutRecords`. */
  putRecords: (input: SeenCall["input"]) => unknown = () => ({});
  private readonly functions = new Map<string, Record<string, unknown>>();
  private server: Server | undefined;
  private clients: AwsClients | undefined;
  private service_: FunctionService | undefined;
  private gateway: Gateway | undefined;

  /** @param parent parent of the service's folder */
  constructor(parent = tmpdir()) {
    this.folder = mkdtempSync(join(parent, "function-service-"));
  }

  /**
   * Opens the endpoint.
   *
   * @param behindGateway whether calls go through a gateway, which buffers those of Lambda and of Kinesis
   */
  async start(retryDelaysMs?: readonly number[], behindGateway = false): Promise<void> {
    const server = createServer((message, response) => {
      const chunks: Buffer[] = [];
      message.on("data", (chunk: Buffer) => chunks.push(chunk));
      message.on("end", () => {
        const { route } = routeCall(message, {}, "", DEFAULT_ACCESS_SETTINGS);
        if (route === undefined)
          throw new Error(`Unexpected call: ${message.method} ${message.url}`);
        this.answer({ ...route.call, body: Buffer.concat(chunks) }).then(
          ({ status, headers, body }) => response.writeHead(status, headers).end(body),
          (error: unknown) => response.writeHead(500).end(String(error)),
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.server = server;
    // A listening TCP server has an address of this form.
    const address = server.address() as AddressInfo;
    const port = behindGateway ? await this.openGateway(address) : address.port;
    const endpointUrl = `http://127.0.0.1:${port}`;
    const credentials = { accessKeyId: "service", secretAccessKey: "service" };
    const clients = new AwsClients({ region: "eu-west-1", endpointUrl, credentials });
    this.clients = clients;
    this.service_ = new FunctionService(
      {
        endpointUrl,
        stateFolder: this.folder,
        scratchFolder: this.folder,
        regions: () => ["eu-west-1"],
        clients: () => clients,
        log: { info: () => undefined, error: (_, line) => void this.errors.push(line) },
      },
      retryDelaysMs === undefined ? {} : { retryDelaysMs },
    );
  }

  /** Client of a user. */
  get lambda() {
    if (this.clients === undefined) throw new Error("The control plane is not started.");
    return this.clients.lambda;
  }

  /** Deploys a function whose handler has this body. */
  async deploy(
    name: string,
    body: string,
    settings: Partial<CreateFunctionCommandInput> = {},
  ): Promise<void> {
    await this.lambda.send(
      new CreateFunctionCommand({
        FunctionName: name,
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        Role: "arn:aws:iam::123456789012:role/pub",
        Code: { ZipFile: zipOf(body) },
        ...settings,
      }),
    );
  }

  /** Invokes a function. */
  invoke(
    name: string,
    event: unknown = {},
    settings: Partial<InvokeCommandInput> = {},
  ): Promise<InvokeCommandOutput> {
    const Payload = JSON.stringify(event);
    return this.lambda.send(new InvokeCommand({ FunctionName: name, Payload, ...settings }));
  }

  get service(): FunctionService {
    if (this.service_ === undefined) throw new Error("The control plane is not started.");
    return this.service_;
  }

  async stop(): Promise<void> {
    await this.service_?.stop();
    await this.gateway?.close();
    this.clients?.destroy();
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
    rmSync(this.folder, { recursive: true });
  }

  /** Log lines that were delivered to a group. */
  logged(logGroupName: string): string[] {
    return this.seen
      .filter(({ operation, input }) => {
        return operation === "PutLogEvents" && input.logGroupName === logGroupName;
      })
      .flatMap(({ input }) => input.logEvents as { message: string }[]) // PutLogEvents always has them
      .map(({ message }) => message);
  }

  private async openGateway(address: AddressInfo): Promise<number> {
    const gateway = new Gateway({
      port: 0,
      internal: () => Promise.resolve(undefined),
      log: { info: () => undefined, error: (_, line) => void this.errors.push(line) },
    });
    this.gateway = gateway;
    const port = await gateway.listen();
    gateway.open(address, [
      { service: "lambda", handle: (...call) => this.service.handle(...call) },
      { service: "kinesis", handle: (request, forward) => forward(request) },
    ]);
    return port;
  }

  private async answer(request: AwsRequest): Promise<AwsReply> {
    if (request.service === "lambda") {
      if (this.gateway !== undefined) return this.control(request);
      const reply = await this.service.handle(request, (call) =>
        Promise.resolve(this.control(call)),
      );
      return reply ?? this.control(request);
    }
    const { service, operation, accessKeyId, body } = request;
    const text = body.toString();
    const input = text.startsWith("{") ? (JSON.parse(text) as SeenCall["input"]) : { text };
    this.seen.push({ service, operation, accessKeyId, input });
    if (service === "sts") return xml(ASSUMED);
    if (service === "s3") return { status: 200, headers: {}, body: this.object };
    return json(200, operation === "PutRecords" ? this.putRecords(input) : {});
  }

  /** Functions as moto stores them. */
  private control({ method, url, body }: AwsRequest): AwsReply {
    const [path = ""] = url.split("?");
    const [, name = "", part] = /functions\/([^/]+)(?:\/(.+))?$/.exec(path) ?? [];
    const known = this.functions.get(name);
    // The SDK sends JSON objects.
    const input = body.length === 0 ? {} : (JSON.parse(body.toString()) as Record<string, unknown>);
    if (method === "POST" && name === "") return this.create(input);
    if (known === undefined || part === "event-invoke-config") {
      return {
        ...json(404, { Type: "User", Message: `Function not found: ${name}` }),
        headers: { "x-amzn-errortype": "ResourceNotFoundException" },
      };
    }
    if (method === "DELETE") this.functions.delete(name);
    if (part === "code") known.CodeSha256 = this.shaOf(input);
    if (part === "configuration") Object.assign(known, input);
    return json(200, known);
  }

  private create(input: Record<string, unknown>): AwsReply {
    const { Code, ...configuration } = input;
    delete configuration.LoggingConfig; // as moto does
    const name = String(configuration.FunctionName);
    const created = {
      Timeout: 3,
      MemorySize: 128,
      ...configuration,
      FunctionArn: `arn:aws:lambda:eu-west-1:123456789012:function:${name}`,
      Version: "$LATEST",
      CodeSha256: this.shaOf(Code as Record<string, unknown>), // every creation has it
    };
    this.functions.set(name, created);
    return json(201, created);
  }

  private shaOf({ ZipFile }: Record<string, unknown>): string {
    const zip = typeof ZipFile === "string" ? Buffer.from(ZipFile, "base64") : this.object;
    return createHash("sha256").update(zip).digest("base64");
  }
}

/** A zip of a module whose handler has this body. */
export function zipOf(body: string): Uint8Array {
  const code = `export const handler = async (event, context) => { ${body} };`;
  return zipSync({ "index.mjs": strToU8(code) });
}

/** The payload of an invocation. */
export function payloadOf({ Payload }: InvokeCommandOutput): unknown {
  return JSON.parse(Buffer.from(Payload ?? []).toString());
}

const ASSUMED = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
  <AccessKeyId>of-the-role</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>
  <Expiration>2099-01-01T00:00:00Z</Expiration>
</Credentials></AssumeRoleResult></AssumeRoleResponse>`;

function xml(body: string): AwsReply {
  return { status: 200, headers: { "content-type": "text/xml" }, body };
}

function json(status: number, body: unknown): AwsReply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
