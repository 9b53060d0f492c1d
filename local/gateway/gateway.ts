import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Log } from "../emulator-context";
import { DEFAULT_ACCESS_SETTINGS } from "./callers/access-settings";
import type { AccessSettings } from "./callers/access-settings";
import type { AwsRequest } from "./aws-request";
import { DEFAULT_BODY_TIMEOUTS } from "./bodies/body-timeouts";
import type { BodyTimeouts } from "./bodies/body-timeouts";
import { CallHandler } from "./call-handler";
import type { CallRecorder } from "./call-recorder";
import type { CallAuthorizer } from "./callers/call-authorizer";
import { routeCall } from "./routing/call-route";
import { checkCaller } from "./callers/caller-check";
import { ChangeTracker } from "./change-tracker";
import { ControlPlane } from "./control-plane";
import type { ControlPlaneAddress } from "./control-plane";
import { corsHeaders, preflightReply } from "./callers/cors";
import type { EmulatedService } from "./emulated-service";
import { failureReply, endpointReply, rejectCall, send } from "./replies";

/** Path of the gateway's own requests, such as health checks. */
export const INTERNAL_PATH = "/_lake/";

/** Options of {@link Gateway}. */
export interface GatewayProps {
  /** Port on 127.0.0.1; 0 lets the system choose. */
  readonly port: number;
  /** Answers requests below {@link INTERNAL_PATH} by the rest of their path. */
  readonly internal: (path: string) => Promise<unknown>;
  readonly log: Log;
  /** @default - no additional access */
  readonly access?: AccessSettings;
  /** @default DEFAULT_BODY_TIMEOUTS */
  readonly bodyTimeouts?: BodyTimeouts;
  /** @default - no call is recorded */
  readonly recorder?: CallRecorder | undefined;
}

const HEADERS_TIMEOUT_MS = 10_000;

/**
 * One HTTP endpoint for every AWS service: emulated services handle their calls, the control plane handles all others.
 */
export class Gateway {
  /** Changes that calls made to the control plane. */
  readonly changes = new ChangeTracker();
  private readonly server: Server;
  private seen = new Map<string, readonly string[]>();
  private port = 0;
  private calls: CallHandler | undefined;

  constructor(private readonly props: GatewayProps) {
    const listener = (message: IncomingMessage, response: ServerResponse) => {
      this.answer(message, response).catch((error: unknown) => {
        props.log.error("gateway", `${message.method} ${message.url}: ${String(error)}`);
        if (response.headersSent) response.destroy();
        else send(response, failureReply(error));
      });
    };
    // A call without a Host header is rejected like one with an unknown host.
    this.server = createServer(
      { requireHostHeader: false, connectionsCheckingInterval: HEADERS_TIMEOUT_MS / 2 },
      listener,
    );
    // A client that waits for `100 Continue` sends no body if its call is rejected.
    this.server.on("checkContinue", listener);
    // SDKs keep connections for minutes; if the server closes them earlier, some of their calls fail.
    this.server.keepAliveTimeout = 120_000;
    this.server.headersTimeout = HEADERS_TIMEOUT_MS;
    // Bodies have their own timeouts: the largest upload takes longer than any suitable timeout for all calls.
    this.server.requestTimeout = 0;
  }

  /**
   * Starts to listen.
   *
   * @throws the system's error, with code `EADDRINUSE` if another program uses the port
   */
  async listen(): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen(this.props.port, "127.0.0.1", resolve);
    });
    // A listening TCP server has an address of this form.
    this.port = (this.server.address() as AddressInfo).port;
    return this.port;
  }

  /**
   * Starts to answer calls.
   *
   * @param authorizer @default - every call is allowed
   * @param regions in which a service was called, by service. @default - kept in memory only
   */
  open(
    controlPlane: ControlPlaneAddress,
    services: readonly EmulatedService[],
    authorizer?: CallAuthorizer,
    regions?: Map<string, readonly string[]>,
  ): void {
    if (regions !== undefined) this.seen = regions;
    this.calls = new CallHandler({
      controlPlane: new ControlPlane(controlPlane, this.changes),
      changes: this.changes,
      services,
      authorizer,
      bodyTimeouts: this.props.bodyTimeouts ?? DEFAULT_BODY_TIMEOUTS,
      recorder: this.props.recorder,
    });
  }

  /** Regions in which a service was called. */
  regions(service: string): readonly string[] {
    return this.seen.get(service) ?? [];
  }

  /** Stops listening and closes every connection. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    this.calls?.close();
    await closed;
  }

  /** Accepts or rejects a call by its head; nothing of its body is requested or read before. */
  private async answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const access = this.props.access ?? DEFAULT_ACCESS_SETTINGS;
    const caller = checkCaller(message, this.port, access);
    if (caller.rejected !== undefined) {
      rejectCall(
        message,
        response,
        endpointReply(403, { message: `Rejected: ${caller.rejected}.` }),
      );
      return;
    }
    if (caller.origin !== undefined) {
      for (const [name, value] of Object.entries(corsHeaders(caller.origin))) {
        response.setHeader(name, value);
      }
      const preflight = preflightReply(message);
      if (preflight !== undefined) return send(response, preflight);
    }
    const url = message.url ?? "/";
    if (url.startsWith(INTERNAL_PATH)) {
      const result = await this.props.internal(url.slice(INTERNAL_PATH.length));
      const status = result === undefined ? 404 : 200;
      rejectCall(message, response, endpointReply(status, result ?? { error: "unknown path" }));
      return;
    }
    if (this.calls === undefined) {
      rejectCall(
        message,
        response,
        endpointReply(503, { message: "The embedded AWS is starting." }),
      );
      return;
    }
    const host = `127.0.0.1:${this.port}`;
    const { route, rejection } = routeCall(message, caller.host, host, access);
    if (rejection !== undefined) return rejectCall(message, response, rejection);
    this.remember(route.call);
    await this.calls.handle(message, response, route);
  }

  private remember({ service, region }: AwsRequest): void {
    const regions = this.seen.get(service) ?? [];
    if (!regions.includes(region)) this.seen.set(service, [...regions, region]);
  }
}
