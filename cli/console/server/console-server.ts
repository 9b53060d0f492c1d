import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { AddressInfo } from "node:net";
import { failureDocument } from "../../terminal/explain-error";
import { UserError } from "../../../errors/user-error";
import { checkRequest } from "./check-request";
import type { PageFile } from "./page-bundle";
import { reply, replyJson, SECURITY_HEADERS } from "./replies";
import { readBody } from "./request-body";
import { RequestError } from "./request-error";
import { SessionToken } from "./session-token";
import { StreamedResult } from "./streamed-result";

/** Header of the token: a page of another site can't send it without asking, which the console never allows. */
export const TOKEN_HEADER = "x-lake-console-token";

const CALL_PATH = "/api/";
const REQUEST_TIMEOUT_MS = 60_000;

/** Answers a call of the page by its name. */
export type AnswerCall = (
  name: string,
  input: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
) => Promise<unknown>;

/** What a console serves. */
export interface ConsoleServerProps {
  /** Port on 127.0.0.1; 0 takes any that is free. */
  readonly port: number;
  /** Files by their paths. */
  readonly files: ReadonlyMap<string, PageFile>;
  /** Its value becomes JSON. It rejects with a RequestError or UserError for what the caller can correct. */
  readonly answer: AnswerCall;
}

/** The HTTP server of a console: its page, and the calls that the page makes with the token of the session. */
export class ConsoleServer {
  private readonly token = new SessionToken();

  private constructor(
    private readonly server: Server,
    private readonly props: ConsoleServerProps,
  ) {}

  /** @throws Error if the port is taken */
  static async start(props: ConsoleServerProps): Promise<ConsoleServer> {
    const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS });
    const started = new ConsoleServer(server, props);
    server.on("request", (message, response) => void started.handle(message, response));
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(props.port, "127.0.0.1", resolve);
    });
    return started;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port; // it listens on TCP
  }

  /** The address with the token, in the fragment: browsers send that to nobody. */
  get address(): string {
    return `http://127.0.0.1:${this.port}/#token=${this.token.text}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    try {
      checkRequest(message, this.port);
      // No URL: two slashes at the start would be the name of a host.
      const [pathname = "/"] = (message.url ?? "/").split("?");
      await (pathname.startsWith(CALL_PATH)
        ? this.call(pathname.slice(CALL_PATH.length), message, response, gone.signal)
        : this.sendFile(pathname, message, response));
    } catch (error) {
      if (response.headersSent) response.destroy();
      else replyFailure(response, error);
    }
  }

  private sendFile(pathname: string, message: IncomingMessage, response: ServerResponse): void {
    if (message.method !== "GET" && message.method !== "HEAD") {
      throw new RequestError(405, "A file is read with GET.", "Reload the page.");
    }
    const file = this.props.files.get(pathname);
    if (file === undefined) {
      throw new RequestError(
        404,
        "The console has no such file.",
        "Open the address without a path.",
      );
    }
    const zipped = /\bgzip\b/.test(message.headers["accept-encoding"]?.toString() ?? "");
    const headers = zipped ? { "content-encoding": "gzip" } : {};
    const body = zipped ? file.compressed : file.body;
    reply(response, 200, file.contentType, body, { ...headers, vary: "accept-encoding" });
  }

  private async call(
    name: string,
    message: IncomingMessage,
    response: ServerResponse,
    signal: AbortSignal,
  ): Promise<void> {
    if (message.method !== "POST") {
      throw new RequestError(405, "A call is made with POST.", "Reload the page.");
    }
    const token = message.headers[TOKEN_HEADER]?.toString() ?? "";
    if (!this.token.matches(token)) {
      throw new RequestError(
        401,
        token === "" ? "This page has no token." : "The token of this page is not the console's.",
        "Open the address that `npx lake console` printed last: each start has a new token.",
      );
    }
    const result = await this.props.answer(name, await readBody(message), signal);
    if (!(result instanceof StreamedResult)) return replyJson(response, 200, result);
    response.writeHead(200, { ...SECURITY_HEADERS, "content-type": result.contentType });
    await pipeline(result.body, response);
  }
}

/** A failure in the form of `--json`, without a stack. */
function replyFailure(response: ServerResponse, error: unknown): void {
  // The rest of a body that is not read can't be told from the next request.
  response.setHeader("connection", "close");
  if (error instanceof RequestError) {
    const { status, message, advice } = error;
    return replyJson(response, status, { error: { message, advice } });
  }
  replyJson(response, error instanceof UserError ? 422 : 502, failureDocument(error));
}
