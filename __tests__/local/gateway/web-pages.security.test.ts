import { escapeRegExp } from "../../../formats/escape-reg-exp";
import {
  ACCESS_VARIABLES,
  readAccessSettings,
} from "../../../local/gateway/callers/access-settings";
import { authorizationFor, GuardedGateway } from "./support/guarded-gateway";
import { rawCall } from "./support/raw-call";

const PAGE = "http://localhost:3000";

describe("calls of web pages", () => {
  let closed: GuardedGateway;
  let opened: GuardedGateway;

  beforeAll(async () => {
    closed = await GuardedGateway.start();
    opened = await GuardedGateway.start(
      readAccessSettings({
        LAKE_ALLOWED_HOSTS: "localhost.localstack.cloud, dev.example:80,S3.Minio.test",
        LAKE_ALLOWED_ORIGINS: PAGE,
      }),
    );
  });
  afterEach(() => {
    closed.received.length = 0;
    opened.received.length = 0;
  });
  afterAll(async () => {
    await closed.stop();
    await opened.stop();
  });

  const call = (gateway: GuardedGateway, lines: readonly string[], body = "") =>
    rawCall(
      gateway.port,
      [
        ...(/^\S+ \S+ HTTP/.test(lines[0] ?? "") ? [] : ["PUT /lake/key HTTP/1.1"]),
        ...lines,
        `Authorization: ${authorizationFor("s3")}`,
        `Content-Length: ${body.length}`,
        "",
        body,
      ].join("\r\n"),
    );

  describe("with a host", () => {
    const own = (port: number) => String(port);

    it.each([
      ["127.0.0.1:PORT"],
      ["127.8.9.254:PORT"],
      ["[::1]:PORT"],
      ["localhost:PORT"],
      ["LocalHost:PORT"],
      ["s3.localhost:PORT"],
    ])("accepts %s", async (host) => {
      const { status } = await call(closed, [`Host: ${host.replace("PORT", own(closed.port))}`]);
      expect([status, closed.received.map(({ url }) => url)]).toEqual([200, ["/lake/key"]]);
    });

    it.each([
      ["evil.example:PORT"],
      ["localhost.evil.example:PORT"],
      ["localhost"],
      ["localhost:80"],
      ["127.0.0.1"],
      ["127.0.0.1:1"],
      ["127.0.0.1.evil.example:PORT"],
      ["127.1:PORT"],
      ["127.0.0.256:PORT"],
      ["2130706433:PORT"],
      ["0.0.0.0:PORT"],
      ["[::]:PORT"],
      ["[::ffff:127.0.0.1]:PORT"],
      ["localhost.:PORT"],
      ["user@localhost:PORT"],
      ["localhost:PORT, localhost:PORT"],
      ["localhost.localstack.cloud:PORT"],
      [""],
    ])("rejects %j", async (host) => {
      const { status, text } = await call(closed, [
        `Host: ${host.replaceAll("PORT", own(closed.port))}`,
      ]);
      expect([status, closed.received]).toEqual([403, []]);
      expect(text.split("\r\n\r\n")[1]?.split("\n")).toEqual([expect.stringMatching(/^.+host.+$/)]);
    });

    it.each([
      ["no host", []],
      ["two hosts", ["Host: 127.0.0.1:PORT", "Host: 127.0.0.1:PORT"]],
      ["two hosts, one strange", ["Host: 127.0.0.1:PORT", "Host: evil.example"]],
      ["no host in HTTP/1.0", ["PUT /lake/key HTTP/1.0"]],
      ["a strange host in HTTP/1.0", ["PUT /lake/key HTTP/1.0", "Host: evil.example"]],
      ["a whole address", ["PUT http://127.0.0.1:PORT/lake/key HTTP/1.1", "Host: 127.0.0.1:PORT"]],
      ["another address", ["PUT http://evil.example/lake/key HTTP/1.1", "Host: 127.0.0.1:PORT"]],
      ["a star", ["OPTIONS * HTTP/1.1", "Host: 127.0.0.1:PORT"]],
    ])("rejects %s", async (_, lines) => {
      const { status } = await call(
        closed,
        lines.map((line) => line.replace("PORT", own(closed.port))),
      );
      expect([status, closed.received]).toEqual([403, []]);
    });

    it.each([
      ["lake.localhost:PORT", "/lake/data/x"],
      ["lake.s3.localhost:PORT", "/lake/data/x"],
      ["localhost.localstack.cloud:PORT", "/data/x"],
      ["s3.localhost.localstack.cloud:PORT", "/data/x"],
      ["lake.s3.localhost.localstack.cloud:PORT", "/lake/data/x"],
      ["dev.example", "/data/x"],
      ["lake.s3.dev.example:80", "/lake/data/x"],
      ["lake.s3.minio.test:PORT", "/lake/data/x"],
    ])("accepts an allowed name or a bucket from %s", async (host, url) => {
      const { status } = await call(opened, [
        "PUT /data/x HTTP/1.1",
        `Host: ${host.replace("PORT", own(opened.port))}`,
      ]);
      expect([status, opened.received.map((each) => each.url)]).toEqual([200, [url]]);
      expect(opened.received[0]?.headers.host).toBe(`127.0.0.1:${opened.port}`);
    });

    it("rejects an allowed name with another port", async () => {
      expect((await call(opened, [`Host: dev.example:${opened.port}`])).status).toBe(403);
      expect((await call(opened, [`Host: lake.dev.example`])).status).toBe(403);
    });

    it.each(["/_lake/health", "/_lake/status"])("applies to the internal path %s", async (path) => {
      for (const lines of [
        ["Host: evil.example"],
        [`Host: 127.0.0.1:${closed.port}`, "Origin: null"],
      ]) {
        const answer = await call(closed, [`GET ${path} HTTP/1.1`, ...lines]);
        expect(answer.status).toBe(403);
        expect(answer.text).not.toContain("ready");
      }
    });
  });

  describe("with a browser's headers", () => {
    it.each([
      ["Origin: null"],
      ["Origin: http://evil.example"],
      [`Origin: ${PAGE}`],
      ["Origin: "],
      ["Origin: http://127.0.0.1:PORT"],
      ["Sec-Fetch-Site: cross-site"],
      ["Sec-Fetch-Site: same-site"],
      ["Sec-Fetch-Site: same-origin"],
      ["Sec-Fetch-Site: "],
      ["User-Agent: Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0"],
    ])("rejects %j, and allows no page to read why", async (header) => {
      const { status, text } = await call(closed, [
        `Host: 127.0.0.1:${closed.port}`,
        header.replace("PORT", String(closed.port)),
      ]);
      expect([status, closed.received]).toEqual([403, []]);
      expect(text).not.toMatch(/access-control-/i);
    });

    it("answers no preflight request", async () => {
      const { status, text } = await call(closed, [
        "OPTIONS /lake HTTP/1.1",
        `Host: 127.0.0.1:${closed.port}`,
        "Origin: http://evil.example",
        "Access-Control-Request-Method: PUT",
      ]);
      expect([status, closed.received]).toEqual([403, []]);
      expect(text).not.toMatch(/access-control-/i);
    });

    it("allows the user to open an address", async () => {
      const { status } = await call(closed, [
        "GET /lake/key HTTP/1.1",
        `Host: 127.0.0.1:${closed.port}`,
        "User-Agent: Mozilla/5.0",
        "Sec-Fetch-Site: none",
      ]);
      expect([status, closed.received.length]).toEqual([200, 1]);
    });

    it("rejects an origin that is not allowed, even if another one is", async () => {
      const host = `Host: 127.0.0.1:${opened.port}`;
      for (const origin of ["http://localhost:3001", `${PAGE}.evil.example`, "null"]) {
        expect((await call(opened, [host, `Origin: ${origin}`])).status).toBe(403);
      }
      expect((await call(opened, [host, `Origin: ${PAGE}`, "Origin: null"])).status).toBe(403);
      expect(opened.received).toEqual([]);
    });

    it("answers an allowed origin, including its preflight request, and no other", async () => {
      const host = `Host: 127.0.0.1:${opened.port}`;
      opened.answer = {
        status: 200,
        headers: { "access-control-allow-origin": "*", "access-control-max-age": "9" },
        body: "moto",
      };
      const preflight = await call(opened, [
        "OPTIONS /lake/key HTTP/1.1",
        host,
        `Origin: ${PAGE}`,
        "Access-Control-Request-Method: PUT",
        "Access-Control-Request-Headers: authorization,x-amz-date",
        "Access-Control-Request-Private-Network: true",
      ]);
      expect([preflight.status, opened.received]).toEqual([204, []]);
      expect(preflight.text).toContain(`access-control-allow-origin: ${PAGE}`);
      expect(preflight.text).toContain("access-control-allow-headers: authorization,x-amz-date");
      expect(preflight.text).toContain("access-control-allow-private-network: true");
      const answer = await call(opened, [host, `Origin: ${PAGE}`, "Sec-Fetch-Site: cross-site"]);
      expect(answer.status).toBe(200);
      expect(answer.text.match(/access-control-[^\r]*/g)).toEqual([
        `access-control-allow-origin: ${PAGE}`,
        "access-control-expose-headers: *",
      ]);
      const program = await call(opened, [host]);
      expect(program.status).toBe(200);
      expect(program.text).not.toMatch(/access-control-/i);
    });
  });

  describe("with a body", () => {
    it("does not request the body of a rejected call", async () => {
      const head = (host: string, length = 4) =>
        [
          "PUT /lake/key HTTP/1.1",
          `Host: ${host}`,
          `Authorization: ${authorizationFor("s3")}`,
          `Content-Length: ${length}`,
          "Expect: 100-continue",
          "",
          "",
        ].join("\r\n");
      const rejected = await rawCall(closed.port, head("evil.example"));
      expect([rejected.status, closed.received]).toEqual([403, []]);
      // The body of an allowed call is requested.
      const asked = await rawCall(closed.port, head(`127.0.0.1:${closed.port}`), 1_000);
      expect(asked.status).toBe(100);
      // The body of a call above the limit of S3 is not.
      const large = await rawCall(closed.port, head(`127.0.0.1:${closed.port}`, 6 * 1024 ** 3));
      expect(large.status).toBe(400);
      expect(large.text).toContain("<Code>EntityTooLarge</Code>");
    });

    it("answers before the body arrives", async () => {
      const { status } = await rawCall(
        closed.port,
        `PUT /lake/key HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 1000000\r\n\r\nonly this`,
      );
      expect(status).toBe(403);
    });
  });
});

describe("access settings", () => {
  it("allow nothing by default", () => {
    expect(readAccessSettings({})).toEqual({ hosts: [], origins: new Set(), services: new Set() });
  });

  it.each([
    ["LAKE_ALLOWED_HOSTS", "*"],
    ["LAKE_ALLOWED_HOSTS", "*.example"],
    ["LAKE_ALLOWED_HOSTS", "http://dev.example"],
    ["LAKE_ALLOWED_HOSTS", "dev.example:0"],
    ["LAKE_ALLOWED_HOSTS", "dev.example:99999"],
    ["LAKE_ALLOWED_HOSTS", "dev..example"],
    ["LAKE_ALLOWED_HOSTS", "dev_example"],
    ["LAKE_ALLOWED_ORIGINS", "*"],
    ["LAKE_ALLOWED_ORIGINS", "null"],
    ["LAKE_ALLOWED_ORIGINS", "http://localhost:3000/"],
    ["LAKE_ALLOWED_ORIGINS", "file:///tmp"],
    ["LAKE_ALLOWED_ORIGINS", "localhost:3000"],
    ["LAKE_ALLOWED_SERVICES", "*"],
    ["LAKE_ALLOWED_SERVICES", "S3 "],
  ])("reject %s=%s", (name, value) => {
    expect(() => readAccessSettings({ [name]: value })).toThrow(
      new RegExp(`${name} has .*${escapeRegExp(value.trim())}`),
    );
  });

  it("report all invalid values at once", () => {
    const environment = { LAKE_ALLOWED_HOSTS: "ok.example,*", LAKE_ALLOWED_ORIGINS: "null" };
    expect(() => readAccessSettings(environment)).toThrow(
      /LAKE_ALLOWED_HOSTS has "\*".*; LAKE_ALLOWED_ORIGINS has "null"/,
    );
    expect(Object.values(ACCESS_VARIABLES)).toContain("LAKE_ALLOWED_HOSTS");
  });
});
