import { Readable } from "node:stream";
import { ConsoleServer, TOKEN_HEADER } from "../../../../cli/console/server/console-server";
import { MAXIMUM_BODY_BYTES } from "../../../../cli/console/server/request-body";
import { RequestError } from "../../../../cli/console/server/request-error";
import { StreamedResult } from "../../../../cli/console/server/streamed-result";
import { UserError } from "../../../../errors/user-error";
import { send } from "./support/raw-request";
import type { RawRequest } from "./support/raw-request";

const PAGE = "<!doctype html><p>page</p>";

const results: Readonly<Record<string, () => unknown>> = {
  fine: () => ({ answer: 42 }),
  rows: () => new StreamedResult("text/csv; charset=utf-8", Readable.from(["a,b\n", "1,2\n"])),
  refused: () => {
    throw new RequestError(404, "There is no such call.", "Call another.");
  },
  mistaken: () => {
    throw new UserError("There is no dataset x.", "Choose one of y.");
  },
  broken: () => {
    throw new Error("the lake is frozen");
  },
};

describe("the server of the console", () => {
  let server: ConsoleServer;
  let token: string;
  const received: unknown[] = [];

  beforeAll(async () => {
    const files = new Map([
      [
        "/",
        {
          contentType: "text/html; charset=utf-8",
          body: Buffer.from(PAGE),
          compressed: Buffer.from([]),
        },
      ],
    ]);
    server = await ConsoleServer.start({
      port: 0,
      files,
      answer: (name, input) => {
        received.push(input);
        return Promise.resolve().then(() => results[name]?.());
      },
    });
    token = server.address.replace(/^.*#token=/, "");
  });
  beforeEach(() => void (received.length = 0));
  afterAll(() => server.stop());

  const host = () => `127.0.0.1:${server.port}`;
  const get = (headers: RawRequest["headers"], path = "/") =>
    send({ port: server.port, path, headers: { host: host(), ...headers } });
  const call = (name: string, changed: Partial<RawRequest> = {}) => {
    const { headers, ...rest } = changed;
    return send({
      port: server.port,
      method: "POST",
      path: `/api/${name}`,
      body: "{}",
      ...rest,
      headers: {
        host: host(),
        "content-type": "application/json",
        [TOKEN_HEADER]: token,
        ...headers,
      },
    });
  };

  it("serves the page without a token, and with headers that confine it", async () => {
    const { status, headers, text } = await get({});
    expect({ status, text }).toEqual({ status: 200, text: PAGE });
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    });
    const policy = headers["content-security-policy"];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|http|\*/);
  });

  it.each(["/missing", "//", "///", "/?page=2"])(
    "has one file, whatever is asked for: %s",
    async (path) => {
      expect((await get({}, path)).status).toBe(path.startsWith("/?") ? 200 : 404);
    },
  );

  it("has a token of 256 bits in the fragment of its address, another at each start", async () => {
    expect(server.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/);
    const second = await ConsoleServer.start({
      port: 0,
      files: new Map(),
      answer: () => Promise.resolve({}),
    });
    expect(second.address).not.toContain(token);
    await second.stop();
  });

  it("answers a call that has the token", async () => {
    const { status, headers, text } = await call("fine", { body: '{"dataset":"x"}' });
    expect({ status, text }).toEqual({ status: 200, text: '{"answer":42}' });
    expect(headers["cache-control"]).toBe("no-store");
    expect(received).toEqual([{ dataset: "x" }]);
  });

  const wrongTokens: readonly (readonly [string, () => Record<string, string>])[] = [
    ["no token", () => ({})],
    ["a part of it", () => ({ [TOKEN_HEADER]: token.slice(0, -1) })],
    ["more than it", () => ({ [TOKEN_HEADER]: `${token}A` })],
    [
      "another one",
      () => ({ [TOKEN_HEADER]: token.replace(/^./, (one) => (one === "A" ? "B" : "A")) }),
    ],
    ["it in another header", () => ({ authorization: `Bearer ${token}` })],
  ];

  it.each(wrongTokens)("rejects a call with %s", async (_, given) => {
    const headers = { [TOKEN_HEADER]: "", ...given() };
    const { status, text } = await call("fine", { headers });
    expect(status).toBe(401);
    const [problem] = /no token|is not the console's/.exec(text) ?? [];
    expect(problem).toBe(headers[TOKEN_HEADER] === "" ? "no token" : "is not the console's");
    expect(text).toContain("Open the address that `npx lake console` printed last");
    expect(text).not.toContain(token);
    expect(received).toEqual([]);
  });

  it.each([
    ["a name that is rebound to the loopback interface", () => `evil.example:${server.port}`],
    ["another port", () => "127.0.0.1:1"],
    ["no port", () => "127.0.0.1"],
    ["an address of another machine", () => `10.0.0.1:${server.port}`],
    ["a bucket in front of it", () => `bucket.localhost:${server.port}`],
  ])("rejects the host %s", async (_, named) => {
    expect((await get({ host: named() })).status).toBe(403);
    expect((await call("fine", { headers: { host: named() } })).status).toBe(403);
    expect(received).toEqual([]);
  });

  it("accepts its own name", async () => {
    expect((await get({ host: `localhost:${server.port}` })).status).toBe(200);
  });

  it.each([
    ["another site", { origin: "https://evil.example" }],
    ["a sandboxed page", { origin: "null" }],
    ["another port of this machine", { origin: "http://127.0.0.1:1" }],
    ["another site, without an origin", { "sec-fetch-site": "cross-site" }],
    ["another port of this machine, without an origin", { "sec-fetch-site": "same-site" }],
  ])("rejects requests of %s", async (_, headers) => {
    expect((await get(headers)).status).toBe(403);
    expect((await call("fine", { headers })).status).toBe(403);
    expect(received).toEqual([]);
  });

  it("accepts calls of its own page", async () => {
    const headers = { origin: `http://${host()}`, "sec-fetch-site": "same-origin" };
    expect((await call("fine", { headers })).status).toBe(200);
  });

  it.each(["GET", "PUT", "OPTIONS"])("rejects the method %s of a call", async (method) => {
    const { status, headers } = await call("fine", { method });
    expect(status).toBe(405);
    expect(headers["access-control-allow-origin"]).toBeUndefined();
    expect(received).toEqual([]);
  });

  it.each([
    ["a file by another method", { method: "POST" }, 405],
    ["a file that it has not", { path: "/../../package.json" }, 404],
    ["an address with a host", { path: "http://evil.example/" }, 400],
  ])("rejects %s", async (_, changed, status) => {
    const reply = await send({ port: server.port, headers: { host: host() }, ...changed });
    expect(reply.status).toBe(status);
    expect(reply.headers["content-security-policy"]).toContain("default-src 'none'");
  });

  it.each([
    ["a form", { headers: { "content-type": "text/plain" } }, 415],
    ["a list", { body: "[]" }, 400],
    ["no JSON", { body: "{" }, 400],
    [
      "a declared length above the limit",
      { headers: { "content-length": `${MAXIMUM_BODY_BYTES + 1}` } },
      413,
    ],
    ["more bytes than the limit", { body: ["{", " ".repeat(MAXIMUM_BODY_BYTES)] }, 413],
  ])("rejects %s as the body of a call", async (_, changed, status) => {
    expect((await call("fine", changed)).status).toBe(status);
    expect(received).toEqual([]);
  });

  it.each([
    ["refused", 404, { message: "There is no such call.", advice: "Call another." }],
    ["mistaken", 422, { message: "There is no dataset x.", advice: "Choose one of y." }],
    ["broken", 502, { message: "the lake is frozen", code: "Error" }],
  ])("reports a %s call in the form of --json, without a stack", async (name, status, error) => {
    const reply = await call(name);
    expect(reply.status).toBe(status);
    expect(JSON.parse(reply.text)).toMatchObject({ error });
    expect(reply.text).not.toMatch(/console-server|node_modules| at /);
  });

  it("streams a result that is no document", async () => {
    const { headers, text } = await call("rows");
    expect(headers).toMatchObject({
      "content-type": "text/csv; charset=utf-8",
      "cache-control": "no-store",
    });
    expect(text).toBe("a,b\n1,2\n");
  });

  it("reports a port that is taken", async () => {
    const props = { port: server.port, files: new Map(), answer: () => Promise.resolve({}) };
    await expect(ConsoleServer.start(props)).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});
