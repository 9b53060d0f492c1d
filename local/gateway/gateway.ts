import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Log } from "../emulator-context";
import { describeRequest } from "./aws-request";
import type { AwsReply, AwsRequest } from "./aws-request";
import type { CallAuthorizer } from "./call-authorizer";
import { Changes } from "./changes";
import { ControlPlane, readAll } from "./control-plane";
import type { EmulatedService } from "./emulated-service";
import { messageOf } from "../message-of";

/** Path under which the gateway answers for itself and not for AWS. */
export const CONTROL_PATH = "/_lake/";

/** Settings of the one endpoint. */
export interface GatewayProps {
  /** Port on 127.0.0.1; 0 lets the system choose. */
  readonly port: number;
  /** Answers what asks for the emulator itself, by the path behind {@link CONTROL_PATH}. */
  readonly control: (path: string) => Promise<unknown>;
  readonly log: Log;
}

/** One HTTP endpoint for every AWS service: emulated services see their calls first, the control plane answers the rest. */
export class Gateway {
  /** What the calls that came through have changed. */
  readonly changes = new Changes();
  private readonly server: Server;
  /** The first that wants a call gets it. */
  private services: readonly EmulatedService[] = [];
  private readonly seen = new Map<string, Set<string>>();
  private controlPlane: ControlPlane | undefined;
  private authorizer: CallAuthorizer | undefined;

  constructor(private readonly props: GatewayProps) {
    this.server = createServer((message, response) => {
      this.answer(message, response).catch((error: unknown) => {
        props.log.error("gateway", `${message.method} ${message.url}: ${String(error)}`);
        if (response.headersSent) response.destroy();
        else send(response, failure(error));
      });
    });
    // An SDK keeps its connections for minutes; closing them earlier makes it fail now and then.
    this.server.keepAliveTimeout = 120_000;
    this.server.requestTimeout = 0;
  }

  /**
   * Takes the port.
   *
   * @throws the system's error, with code `EADDRINUSE` when another program has the port
   */
  async listen(): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen(this.props.port, "127.0.0.1", resolve);
    });
    // A listening TCP server has an address of this form.
    return (this.server.address() as AddressInfo).port;
  }

  /**
   * From now on calls are answered, by these services and by the control plane on that port.
   *
   * @param authorizer @default - every call is allowed
   */
  open(
    controlPlanePort: number,
    services: readonly EmulatedService[],
    authorizer?: CallAuthorizer,
  ): void {
    this.services = services;
    this.authorizer = authorizer;
    this.controlPlane = new ControlPlane(controlPlanePort, this.changes);
  }

  /** Regions in which calls of a service were seen. */
  regions(service: string): readonly string[] {
    return [...(this.seen.get(service) ?? [])];
  }

  /** Gives the port back and ends every connection. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    this.controlPlane?.close();
    await closed;
  }

  private async answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = message.url ?? "/";
    if (url.startsWith(CONTROL_PATH)) {
      const result = await this.props.control(url.slice(CONTROL_PATH.length));
      send(response, json(result === undefined ? 404 : 200, result ?? { error: "unknown path" }));
      return;
    }
    const { authorizer, controlPlane } = this;
    if (controlPlane === undefined) {
      send(response, json(503, { message: "The embedded AWS is starting." }));
      return;
    }
    const head = describeRequest(message, Buffer.alloc(0));
    this.remember(head);
    const readBody = authorizer?.readsBody(head) === true ? await readAll(message) : undefined;
    const refusal = await authorizer?.refusalOf({ ...head, body: readBody ?? head.body });
    if (refusal !== undefined) {
      message.resume();
      send(response, refusal);
      return;
    }
    const service = this.serviceFor(head);
    if (service === undefined && readBody === undefined) {
      await controlPlane.stream(message, head, response);
      return;
    }
    const request = { ...head, body: readBody ?? (await readAll(message)) };
    const handled = await service?.handle?.(request, (call) => controlPlane.answer(call));
    const reply = handled ?? (await controlPlane.answer(request));
    if (readBody !== undefined) authorizer?.answered(request, reply);
    send(response, reply);
  }

  private serviceFor(head: AwsRequest): EmulatedService | undefined {
    return this.services.find(
      (each) =>
        each.service === head.service && each.handle !== undefined && each.wants?.(head) !== false,
    );
  }

  private remember({ service, region }: AwsRequest): void {
    const regions = this.seen.get(service);
    if (regions === undefined) this.seen.set(service, new Set([region]));
    else regions.add(region);
  }
}

function send(response: ServerResponse, reply: AwsReply): void {
  const body = Buffer.isBuffer(reply.body) ? reply.body : Buffer.from(reply.body, "utf8");
  response.writeHead(reply.status, { ...reply.headers, "content-length": body.length });
  response.end(body);
}

function json(status: number, body: unknown): AwsReply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

function failure(error: unknown): AwsReply {
  const message = messageOf(error);
  return json(500, { __type: "InternalFailure", message: `The embedded AWS failed: ${message}` });
}
