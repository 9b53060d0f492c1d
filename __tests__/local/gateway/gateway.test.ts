import { createServer } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { AwsRequest } from "../../../local/gateway/aws-request";
import { AwsServiceError, serveJson } from "../../../local/gateway/emulated-service";
import { Gateway } from "../../../local/gateway/gateway";

const authorization = (service: string, region = "eu-west-1") =>
  `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261123/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;

describe("the gateway", () => {
  let controlPlane: Server;
  let gateway: Gateway;
  let endpoint: string;
  const received: { url: string; body: string; headers: IncomingMessage["headers"] }[] = [];
  const errors: string[] = [];

  beforeAll(async () => {
    controlPlane = createServer((message, response) => {
      const chunks: Buffer[] = [];
      message.on("data", (chunk: Buffer) => chunks.push(chunk));
      message.on("end", () => {
        if (message.url === "/lake/lost") {
          message.socket.destroy();
          return;
        }
        const body = Buffer.concat(chunks).toString("utf8");
        received.push({ url: message.url ?? "", body, headers: message.headers });
        response.writeHead(200, { "x-from": "control-plane" }).end(`moto:${body}`);
      });
    });
    await new Promise<void>((resolve) => controlPlane.listen(0, "127.0.0.1", resolve));
    gateway = new Gateway({
      port: 0,
      internal: (path) => Promise.resolve(path === "health" ? { ready: true } : undefined),
      log: { info: () => undefined, error: (_part, message) => void errors.push(message) },
    });
    endpoint = `http://127.0.0.1:${await gateway.listen()}`;
  });

  afterAll(async () => {
    await gateway.close();
    controlPlane.close();
  });

  it("reports that it is starting until its services are open", async () => {
    const response = await fetch(endpoint, { headers: { authorization: authorization("s3") } });
    expect(response.status).toBe(503);
    gateway.open(controlPlane.address() as AddressInfo, [
      {
        service: "glue",
        handle: serveJson({
          StartCrawler: (input) => Promise.resolve({ started: input.Name }),
          StopCrawler: () => {
            throw new AwsServiceError("CrawlerNotRunningException", "It isn't running");
          },
          GetCrawler: async (_input, request, forward) => ({
            overlaid: (await forward(request)).body.toString(),
          }),
          GetTable: () => Promise.resolve(undefined),
          GetJob: () => Promise.reject(new Error("a failure of the emulator")),
        }),
      },
      ...["policy", "logging"].map((part) => ({
        service: "s3",
        accepts: ({ url }: AwsRequest) => url.includes(part),
        handle: () => Promise.resolve({ status: 200, headers: {}, body: part }),
      })),
    ]);
  });

  it("forwards a call that no service accepts to the control plane, with its path, body and host", async () => {
    const response = await fetch(`${endpoint}/bucket/key?tagging`, {
      method: "PUT",
      body: "content",
      headers: { authorization: authorization("s3") },
    });
    expect(await response.text()).toBe("moto:content");
    expect(response.headers.get("x-from")).toBe("control-plane");
    expect(received.at(-1)).toMatchObject({ url: "/bucket/key?tagging", body: "content" });
    expect(received.at(-1)?.headers.host).toBe(endpoint.replace("http://", ""));
  });

  const glue = async (operation: string, body: unknown) => {
    const response = await fetch(endpoint, {
      method: "POST",
      body: typeof body === "string" ? body : JSON.stringify(body),
      headers: { authorization: authorization("glue"), "x-amz-target": `AWSGlue.${operation}` },
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  it("has an emulated service answer", async () => {
    const { status, text } = await glue("StartCrawler", { Name: "c" });
    expect([status, JSON.parse(text)]).toEqual([200, { started: "c" }]);
  });

  it.each(["policy", "logging"])(
    "passes each part of a service its own calls: %s",
    async (part) => {
      const headers = { authorization: authorization("s3") };
      expect(await (await fetch(`${endpoint}/lake?${part}`, { headers })).text()).toBe(part);
    },
  );

  it("renders a service's error as AWS does", async () => {
    const { status, headers, text } = await glue("StopCrawler", { Name: "c" });
    expect(status).toBe(400);
    expect(headers.get("x-amzn-errortype")).toBe("CrawlerNotRunningException");
    expect(JSON.parse(text)).toMatchObject({ message: "It isn't running" });
  });

  it("lets a service extend the reply of the control plane, or leave the call to it", async () => {
    expect((await glue("GetCrawler", { Name: "c" })).text).toBe(
      '{"overlaid":"moto:{\\"Name\\":\\"c\\"}"}',
    );
    expect((await glue("GetTable", { Name: "t" })).text).toBe('moto:{"Name":"t"}');
    expect((await glue("CreateTable", { Name: "t" })).text).toBe('moto:{"Name":"t"}');
  });

  it.each(["[1]", "{", "null"])("rejects the body %s of a JSON call", async (body) => {
    const { status, text } = await glue("StartCrawler", body);
    expect(status).toBe(400);
    expect(text).toContain("SerializationException");
  });

  it("returns 500 and logs the error when a service fails, and continues", async () => {
    const { status, text } = await glue("GetJob", {});
    expect(status).toBe(500);
    expect(text).toContain("a failure of the emulator");
    expect(errors.at(-1)).toContain("a failure of the emulator");
    expect((await glue("StartCrawler", { Name: "d" })).status).toBe(200);
  });

  it("records in which regions a service was called", async () => {
    await fetch(endpoint, {
      method: "POST",
      body: "{}",
      headers: {
        authorization: authorization("firehose", "us-west-2"),
        "x-amz-target": "Firehose_20150804.ListDeliveryStreams",
      },
    });
    expect(gateway.regions("firehose")).toEqual(["us-west-2"]);
    expect(gateway.regions("glue")).toEqual(["eu-west-1"]);
    expect(gateway.regions("kms")).toEqual([]);
  });

  it("counts a change before its caller gets the reply", async () => {
    const revisions = () => [gateway.changes.revision("s3/lake"), gateway.changes.revision("glue")];
    const [lake = 0, catalog = 0] = revisions();
    const headers = { authorization: authorization("s3") };
    await fetch(`${endpoint}/lake/key`, { method: "PUT", body: "content", headers });
    expect(revisions()).toEqual([lake + 1, catalog]);
    await glue("CreateTable", { Name: "t" });
    expect(revisions()).toEqual([lake + 1, catalog + 1]);
    await glue("GetTable", { Name: "t" });
    expect(revisions()).toEqual([lake + 1, catalog + 1]);
  });

  it.each(["GET", "PUT"])(
    "answers a %s during which the control plane closes the connection",
    async (method) => {
      const before = gateway.changes.revision("s3/lake");
      const headers = { authorization: authorization("s3") };
      const { status } = await fetch(`${endpoint}/lake/lost`, { method, headers });
      expect(status).toBe(500);
      expect(gateway.changes.revision("s3/lake") - before).toBe(method === "PUT" ? 1 : 0);
    },
  );

  it("answers requests for itself", async () => {
    expect(await (await fetch(`${endpoint}/_lake/health`)).json()).toEqual({ ready: true });
    expect((await fetch(`${endpoint}/_lake/other`)).status).toBe(404);
  });
});
