import { setTimeout as sleep } from "node:timers/promises";

import { isRecord } from "../../../../errors/is-record";
import { messageOf } from "../../../../errors/message-of";
import { readPage, type StatementPage } from "./statement-page";

/** Where a Trino server answers. */
export interface TrinoEndpoint {
  /** Base URL, for example `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Headers of every request: the user, and what the server authenticates. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What a statement runs in. */
export interface StatementSession {
  /** Catalog of unqualified names. */
  readonly catalog?: string | undefined;
  /** Schema of unqualified names. */
  readonly schema?: string | undefined;
  /** Session properties, those of a catalog as `catalog.name`. */
  readonly properties?: Readonly<Record<string, string>>;
}

/** The server did not answer as the protocol says. */
export class TrinoUnavailableError extends Error {
  constructor(reason: string) {
    super(`The Trino server did not answer: ${reason}`);
    this.name = "TrinoUnavailableError";
  }
}

/** Busy answers, after which the protocol says to ask again. */
const BUSY = [429, 502, 503, 504];

/** How long a busy server is asked again, in milliseconds. */
const BUSY_FOR_MS = 60_000;

const BUSY_PAUSE_MS = 100;

/** Bytes of rows that a page may have, so that parsing it does not block the emulator for long. */
const PAGE_SIZE = "1MB";

/**
 * A client of Trino's HTTP protocol.
 *
 * @see https://trino.io/docs/current/develop/client-protocol.html
 */
export class TrinoClient {
  constructor(private readonly endpoint: TrinoEndpoint) {}

  /**
   * Runs a statement. Whoever stops reading its pages before the last one cancels it.
   *
   * @param signal cancels it too; pages end with the signal's reason
   * @throws TrinoUnavailableError
   */
  async *run(
    sql: string,
    session: StatementSession,
    signal: AbortSignal,
  ): AsyncGenerator<StatementPage> {
    signal.throwIfAborted();
    // Not ended by the signal: only the answer has the address that cancels the statement.
    let page = await this.request("POST", "/v1/statement", {
      headers: sessionHeaders(session),
      body: sql,
    });
    try {
      for (;;) {
        signal.throwIfAborted();
        yield page;
        if (page.nextPath === undefined) return;
        page = await this.request("GET", `${page.nextPath}?targetResultSize=${PAGE_SIZE}`, {
          signal,
        });
      }
    } finally {
      if (page.nextPath !== undefined) await this.cancel(page.nextPath);
    }
  }

  private async cancel(path: string): Promise<void> {
    // A server that is gone runs nothing either.
    await this.send("DELETE", path, {}).catch(() => undefined);
  }

  private async request(
    method: string,
    path: string,
    options: RequestInit & { readonly signal?: AbortSignal },
  ): Promise<StatementPage> {
    const until = Date.now() + BUSY_FOR_MS;
    for (;;) {
      const response = await this.send(method, path, options);
      const text = await response.text();
      if (response.ok) return readPage(text);
      if (!BUSY.includes(response.status) || Date.now() > until) {
        throw new TrinoUnavailableError(`HTTP ${response.status} ${text.slice(0, 200)}`.trim());
      }
      await sleep(BUSY_PAUSE_MS, undefined, options);
    }
  }

  private async send(method: string, path: string, options: RequestInit): Promise<Response> {
    const { url, headers } = this.endpoint;
    try {
      return await fetch(new URL(path, url), {
        ...options,
        method,
        headers: { ...COMMON_HEADERS, ...headers, ...options.headers },
        redirect: "error",
      });
    } catch (error) {
      options.signal?.throwIfAborted();
      throw new TrinoUnavailableError(reasonOf(error));
    }
  }
}

/** What `fetch` failed of: it tells only in the error's cause. */
function reasonOf(error: unknown): string {
  const cause = isRecord(error) ? error["cause"] : undefined;
  return isRecord(cause) && typeof cause["message"] === "string"
    ? cause["message"]
    : messageOf(error);
}

const COMMON_HEADERS: Readonly<Record<string, string>> = {
  "X-Trino-Source": "athena",
  "X-Trino-Time-Zone": "UTC",
  // Without it, Trino rounds timestamps to milliseconds.
  "X-Trino-Client-Capabilities": "PARAMETRIC_DATETIME",
};

function sessionHeaders({ catalog, schema, properties = {} }: StatementSession) {
  const headers: Record<string, string> = { "Content-Type": "text/plain; charset=utf-8" };
  if (catalog !== undefined) headers["X-Trino-Catalog"] = catalog;
  if (schema !== undefined) headers["X-Trino-Schema"] = schema;
  const set = Object.entries(properties).map(
    ([name, value]) => `${name}=${encodeURIComponent(value)}`,
  );
  if (set.length > 0) headers["X-Trino-Session"] = set.join(",");
  return headers;
}
