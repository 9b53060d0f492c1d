import { createServer } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { AccessSettings } from "../../../../local/gateway/callers/access-settings";
import { Gateway } from "../../../../local/gateway/gateway";
import type { GatewayProps } from "../../../../local/gateway/gateway";

/** A call as moto would receive it. */
export interface ReceivedCall {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Reply of the fake moto. */
export interface ControlPlaneAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A gateway with a fake moto, which records the calls that it receives. */
export class GuardedGateway {
  readonly received: ReceivedCall[] = [];
  answer: ControlPlaneAnswer = { status: 200, body: "moto" };

  private constructor(
    private readonly controlPlane: Server,
    private readonly gateway: Gateway,
    readonly port: number,
  ) {}

  static async start(
    access?: AccessSettings,
    props: Partial<GatewayProps> = {},
  ): Promise<GuardedGateway> {
    const controlPlane = createServer((message, response) => {
      const chunks: Buffer[] = [];
      message.on("data", (chunk: Buffer) => chunks.push(chunk));
      message.on("end", () => {
        const { method = "", url = "", headers } = message;
        started.received.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
        const { status, headers: extra = {}, body } = started.answer;
        response.writeHead(status, extra).end(body);
      });
    });
    await new Promise<void>((resolve) => controlPlane.listen(0, "127.0.0.1", resolve));
    const gateway = new Gateway({
      port: 0,
      internal: () => Promise.resolve({ ready: true }),
      log: { info: () => undefined, error: () => undefined },
      ...(access === undefined ? {} : { access }),
      ...props,
    });
    const port = await gateway.listen();
    // A listening TCP server has an address of this form.
    gateway.open(controlPlane.address() as AddressInfo, []);
    const started = new GuardedGateway(controlPlane, gateway, port);
    return started;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    await this.gateway.close();
    this.controlPlane.closeAllConnections();
    await new Promise((resolve) => this.controlPlane.close(resolve));
  }
}

/** An Authorization header as SDKs send it; signatures are not checked. */
export function authorizationFor(service: string, accessKeyId = "AKIDEXAMPLE"): string {
  return `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261123/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}
