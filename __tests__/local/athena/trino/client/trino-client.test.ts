import { TrinoClient } from "../../../../../local/athena/trino/client/trino-client";
import type { StatementPage } from "../../../../../local/athena/trino/client/statement-page";
import { FakeTrino, type TrinoResponse } from "../../../../support/athena/fake-trino";
import { until } from "../../../../support/until";

/** A page as JSON; the server names another host, which a proxy may have. */
function page(step: number | undefined, more: object = {}): TrinoResponse {
  const next = step === undefined ? {} : { nextUri: `http://other.example/v1/next/${step}` };
  return { json: JSON.stringify({ id: "q", ...next, stats: { state: "RUNNING" }, ...more }) };
}

describe("the client of Trino's protocol", () => {
  const started: FakeTrino[] = [];

  afterEach(async () => {
    for (const server of started.splice(0)) await server.stop();
  });

  async function clientOf(...args: ConstructorParameters<typeof FakeTrino>) {
    const server = new FakeTrino(...args);
    started.push(server);
    const url = await server.start();
    return { server, client: new TrinoClient({ url, headers: { "X-Trino-User": "ann" } }) };
  }

  async function pagesOf(
    client: TrinoClient,
    sql = "SELECT 1",
    signal = new AbortController().signal,
  ): Promise<StatementPage[]> {
    const pages: StatementPage[] = [];
    for await (const each of client.run(sql, {}, signal)) pages.push(each);
    return pages;
  }

  it("follows the pages on the server that it was given, whatever host they name", async () => {
    const { client, server } = await clientOf(({ path }) =>
      path.startsWith("/v1/next/2") ? page(undefined) : page(path.startsWith("/v1/next/1") ? 2 : 1),
    );
    expect(await pagesOf(client)).toHaveLength(3);
    expect(server.paths("GET")).toEqual([
      "/v1/next/1?targetResultSize=1MB",
      "/v1/next/2?targetResultSize=1MB",
    ]);
    expect(server.paths("DELETE")).toEqual([]);
  });

  it("sends the session, and asks for timestamps of all precisions", async () => {
    const { client, server } = await clientOf(() => page(undefined));
    const session = { catalog: "c", schema: "s", properties: { "c.codec": "A,B", x: "1" } };
    for await (const each of client.run("SELECT 'ä'", session, new AbortController().signal)) {
      expect(each.error).toBeUndefined();
    }
    expect(server.requests).toMatchObject([
      {
        body: "SELECT 'ä'",
        headers: {
          "x-trino-user": "ann",
          "x-trino-catalog": "c",
          "x-trino-schema": "s",
          "x-trino-session": "c.codec=A%2CB,x=1",
          "x-trino-time-zone": "UTC",
          "x-trino-client-capabilities": "PARAMETRIC_DATETIME",
        },
      },
    ]);
  });

  it("asks a busy server again", async () => {
    let busy = 3;
    const { client } = await clientOf(() => {
      busy -= 1;
      return busy >= 0 ? { status: [503, 429, 502][busy] ?? 503 } : page(undefined);
    });
    expect(await pagesOf(client)).toHaveLength(1);
  });

  it("reports an answer that is none of the protocol's", async () => {
    const { client } = await clientOf(() => ({ status: 404 }));
    await expect(pagesOf(client)).rejects.toThrow("The Trino server did not answer: HTTP 404");
  });

  it("reports a server that is gone", async () => {
    const { client, server } = await clientOf(() => page(1));
    await server.stop();
    await expect(pagesOf(client)).rejects.toThrow(
      /The Trino server did not answer: .*ECONNREFUSED/,
    );
  });

  it("cancels a statement whose pages nobody reads any more", async () => {
    const { client, server } = await clientOf(() => page(7));
    for await (const each of client.run("SELECT 1", {}, new AbortController().signal)) {
      if (each.nextPath !== undefined) break;
    }
    expect(server.paths("DELETE")).toEqual(["/v1/next/7"]);
  });

  it("cancels a statement at once, although an answer is awaited", async () => {
    const { client, server } = await clientOf(({ method }) =>
      method === "POST" ? page(1) : new Promise(() => undefined),
    );
    const abort = new AbortController();
    const pages = pagesOf(client, "SELECT 1", abort.signal);
    await until("a page to be awaited", () => Promise.resolve(server.paths("GET").length === 1));
    abort.abort();
    await expect(pages).rejects.toThrow();
    expect(server.paths("DELETE")).toEqual(["/v1/next/1"]);
  });

  it("keeps every digit of numbers", async () => {
    const columns = `[{"name":"a","typeSignature":{"rawType":"bigint","arguments":[]}}]`;
    const { client } = await clientOf(() => ({
      json: `{"columns":${columns},"data":[[9007199254740993],[1.0E15]],"stats":{"physicalInputBytes":12}}`,
    }));
    const [only] = await pagesOf(client);
    expect(only?.rows).toEqual([[{ text: "9007199254740993" }], [{ text: "1.0E15" }]]);
    expect(only?.scannedBytes).toBe(12);
  });
});
