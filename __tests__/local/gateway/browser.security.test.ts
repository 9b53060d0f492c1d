import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { Browser, Page } from "playwright-core";
import { AwsClients } from "../../../local/aws-clients";
import { readAccessSettings } from "../../../local/gateway/callers/access-settings";
import { findChromium, startChromium } from "./support/chromium";
import { authorizationFor, GuardedGateway } from "./support/guarded-gateway";
import { PAGE_ATTACKS } from "./support/page-attacks";

const SECRET = "secret of the lake";
const EVIL = "evil.example";
const CONFIGURED = "dev.example";

const chromium = findChromium();
if (chromium === undefined) {
  process.stdout.write(
    "Not run, since there is no Chromium here: the attacks from a real browser\n",
  );
}
const describeInBrowser = chromium === undefined ? describe.skip : describe;

/** An endpoint without checks, to show that an attack works. */
class TrustingEndpoint {
  received = 0;
  private constructor(private readonly server: Server) {}

  static async start(): Promise<TrustingEndpoint> {
    const server = createServer((message, response) => {
      const { origin = "*" } = message.headers;
      response.writeHead(200, {
        "access-control-allow-origin": origin,
        "access-control-allow-headers": "*, authorization",
        "access-control-allow-methods": "*",
      });
      response.end(SECRET);
      started.received += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const started = new TrustingEndpoint(server);
    return started;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port; // it listens
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

describeInBrowser("a page in a real browser", () => {
  let browser: Browser;
  let site: Server;
  let gateway: GuardedGateway;
  let trusting: TrustingEndpoint;
  let sitePort: number;
  let origin: string;

  beforeAll(async () => {
    site = createServer((_, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><body>");
    });
    await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
    sitePort = (site.address() as AddressInfo).port; // it listens
    origin = `http://localhost:${sitePort}`;
    gateway = await GuardedGateway.start(
      readAccessSettings({ LAKE_ALLOWED_HOSTS: CONFIGURED, LAKE_ALLOWED_ORIGINS: origin }),
    );
    gateway.answer = { status: 200, body: SECRET };
    trusting = await TrustingEndpoint.start();
    // Names without a rule must not be resolved outside.
    const rules = `MAP ${EVIL} 127.0.0.1, MAP ${CONFIGURED} 127.0.0.1, MAP *.example ~NOTFOUND`;
    browser = await startChromium(chromium ?? "", rules);
  }, 60_000);
  beforeEach(() => {
    gateway.received.length = 0;
    trusting.received = 0;
  });
  afterAll(async () => {
    await browser?.close();
    await gateway?.stop();
    await trusting?.stop();
    site?.closeAllConnections();
    await new Promise((resolve) => site.close(resolve));
  });

  const authorization = authorizationFor("s3");

  /** Opens a page under an address without a server. */
  const openPage = async (address: string): Promise<Page> => {
    const page = await browser.newPage();
    await page.route(address, (route) =>
      route.fulfill({ contentType: "text/html", body: "<!doctype html><body>" }),
    );
    await page.goto(address);
    return page;
  };
  const run = (page: Page, code: string, endpoint: string): Promise<string> =>
    page.evaluate(`(${code})(${JSON.stringify({ endpoint, authorization })})`);

  describe.each([
    [
      "of another site",
      () => `http://${EVIL}:${sitePort}/page`,
      (port: number) => `http://127.0.0.1:${port}`,
    ],
    // The browser takes the endpoint for the page's own server.
    [
      "by a name that rebinds to the loopback interface",
      (port: number) => `http://${EVIL}:${port}/page`,
      (port: number) => `http://${EVIL}:${port}`,
    ],
    // Browsers send fewer headers to names that are not trustworthy.
    [
      "to a name that the user configured",
      () => `http://${EVIL}:${sitePort}/page`,
      (port: number) => `http://${CONFIGURED}:${port}`,
    ],
  ])("%s", (_, pageAt, endpointAt) => {
    let pages: readonly Page[] = [];
    beforeAll(async () => {
      pages = await Promise.all(
        [gateway.port, trusting.port].map((port) => openPage(pageAt(port))),
      );
    }, 60_000);
    afterAll(() => Promise.all(pages.map((page) => page.close())));

    it.each(Object.entries(PAGE_ATTACKS))("has no effect by %s", async (_name, code) => {
      const [read] = await Promise.all(
        [gateway.port, trusting.port].map((port, place) => {
          const page = pages[place];
          if (page === undefined) throw new Error("There is no page");
          return run(page, code, endpointAt(port));
        }),
      );
      expect(trusting.received).toBeGreaterThan(0);
      expect(gateway.received).toEqual([]);
      expect(read).not.toContain(SECRET);
      expect(read).not.toContain('"ready"');
    });
  });

  it("is accepted only if the user allowed its origin", async () => {
    const page = await browser.newPage();
    await page.goto(origin);
    const call = (code = "") => run(page, code, gateway.endpoint);
    expect(await call(PAGE_ATTACKS["fetch that puts"])).toBe(SECRET);
    expect(gateway.received.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "PUT /lake/key",
    ]);
    // An image request has no origin.
    await call(PAGE_ATTACKS.image);
    expect(gateway.received).toHaveLength(1);
  });

  it("does not affect programs, nor a user who opens a link", async () => {
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    const clients = new AwsClients({
      ...{ region: "us-east-1", endpointUrl: gateway.endpoint, credentials },
    });
    const object = { Bucket: "lake", Key: "key" };
    await clients.s3.send(new PutObjectCommand({ ...object, Body: "x" }));
    const { Body } = await clients.s3.send(new GetObjectCommand(object));
    expect(await Body?.transformToString()).toBe(SECRET);
    clients.destroy();
    const page = await browser.newPage();
    const opened = await page.goto(`${gateway.endpoint}/lake/key?AWSAccessKeyId=a&Signature=b`);
    expect(opened?.status()).toBe(200);
    expect(gateway.received.map(({ method }) => method)).toEqual(["PUT", "GET", "GET"]);
  });
});
