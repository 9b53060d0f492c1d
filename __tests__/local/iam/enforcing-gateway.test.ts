import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { CallAuthorizer } from "../../../local/gateway/callers/call-authorizer";
import { Gateway } from "../../../local/gateway/gateway";

const authorization = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=KEY/20261123/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

const targets: Readonly<Record<string, string>> = {
  glue: "AWSGlue.GetTable",
  kinesis: "Kinesis_20131202.PutRecords",
  logs: "Logs_20140328.PutLogEvents",
};

/** Reads the bodies of STS, denies Kinesis, fails for Glue, and allows everything else. */
class TestAuthorizer implements CallAuthorizer {
  readonly seen: string[] = [];
  readonly answers: string[] = [];

  readsBody({ service }: { service: string }): boolean {
    return service === "sts";
  }
  denialOf({ service, body }: { service: string; body: Buffer }) {
    this.seen.push(`${service} ${body.toString()}`);
    if (service === "glue") return Promise.reject(new Error("no policies to be had"));
    const denial = {
      status: 400,
      headers: { "x-amzn-errortype": "AccessDeniedException" },
      body: "{}",
    };
    return Promise.resolve(service === "kinesis" ? denial : undefined);
  }
  onReply(_: unknown, { body }: { body: Buffer | string }): void {
    this.answers.push(body.toString());
  }
}

describe("a gateway that authorizes", () => {
  const received: string[] = [];
  const authorizer = new TestAuthorizer();
  let controlPlane: Server;
  let gateway: Gateway;
  let endpoint: string;

  beforeAll(async () => {
    controlPlane = createServer((message, response) => {
      const chunks: Buffer[] = [];
      message.on("data", (chunk: Buffer) => chunks.push(chunk));
      message.on("end", () => {
        received.push(Buffer.concat(chunks).toString());
        response.end(`moto:${received.at(-1)}`);
      });
    });
    await new Promise<void>((resolve) => controlPlane.listen(0, "127.0.0.1", resolve));
    gateway = new Gateway({
      port: 0,
      internal: () => Promise.resolve(undefined),
      log: { info: () => undefined, error: () => undefined },
    });
    endpoint = `http://127.0.0.1:${await gateway.listen()}`;
    const services = [
      { service: "logs", handle: () => Promise.resolve({ status: 200, headers: {}, body: "own" }) },
    ];
    gateway.open(controlPlane.address() as AddressInfo, services, authorizer); // it listens
  });

  afterAll(async () => {
    await gateway.close();
    controlPlane.close();
  });

  const send = (service: string, body: string) =>
    fetch(endpoint, {
      method: "POST",
      body,
      headers: {
        authorization: authorization(service),
        "content-type": "application/x-www-form-urlencoded",
        ...(targets[service] === undefined ? {} : { "x-amz-target": targets[service] }),
      },
    });

  it("forwards no denied call", async () => {
    const response = await send("kinesis", "records");
    expect(response.status).toBe(400);
    expect(response.headers.get("x-amzn-errortype")).toBe("AccessDeniedException");
    expect(received).toEqual([]);
  });

  it("forwards allowed calls completely, whether their bodies were read or not", async () => {
    expect(await (await send("s3", "object")).text()).toBe("moto:object");
    expect(await (await send("sts", "Action=AssumeRole")).text()).toBe("moto:Action=AssumeRole");
    expect(await (await send("logs", "events")).text()).toBe("own");
    expect(authorizer.seen).toEqual(["kinesis ", "s3 ", "sts Action=AssumeRole", "logs "]);
  });

  it("reports the replies to calls whose bodies were read", () => {
    expect(authorizer.answers).toEqual(["moto:Action=AssumeRole"]);
  });

  it("allows nothing if the decision fails", async () => {
    received.length = 0;
    const response = await send("glue", "table");
    expect(response.status).toBe(500);
    expect(await response.text()).toContain("no policies to be had");
    expect(received).toEqual([]);
  });
});
