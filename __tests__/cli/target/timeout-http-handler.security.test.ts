import { ListStreamsCommand } from "@aws-sdk/client-kinesis";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { rmSync } from "node:fs";
import { TimeoutHttpHandler, EmulatorTimeoutError } from "../../../cli/target/timeout-http-handler";
import { AwsClients } from "../../../local/aws-clients";
import { lakeHome } from "../../../local/home/lake-home";
import { ownIdentity } from "../../../local/processes/process-identity";
import { writeRunFile } from "../../../local/home/run-file";
import { LakeCommand } from "../../support/emulator/lake-command";

type Answer = (message: IncomingMessage, response: ServerResponse) => void;

const healthy = (response: ServerResponse) => response.end('{"pid":1}');
const isHealth = ({ url = "" }: IncomingMessage) => url.startsWith("/_lake/health");

describe("a call to the embedded AWS", () => {
  let server: Server;
  let clients: AwsClients;
  let calls: number;

  afterEach(() => {
    clients.destroy();
    server.closeAllConnections();
    server.close();
  });

  async function emulator(answer: Answer, timeoutMs: number): Promise<void> {
    calls = 0;
    server = createServer((message, response) => {
      if (!isHealth(message)) calls += 1;
      answer(message, response);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    // A listening TCP server has an address of this form.
    const { port } = server.address() as AddressInfo;
    const endpointUrl = `http://127.0.0.1:${port}`;
    const limits = { endpointUrl, timeoutMs, healthCheckAfterMs: 100, healthTimeoutMs: 300 };
    clients = new AwsClients({
      region: "us-east-1",
      endpointUrl,
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
      requestHandler: (service) => new TimeoutHttpHandler({ service, ...limits }),
    });
  }

  it("ends when the emulator fails its health checks, long before the timeout", async () => {
    await emulator(() => undefined, 3_600_000);
    const failed = await clients.kinesis
      .send(new ListStreamsCommand())
      .catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(EmulatorTimeoutError);
    expect(failed).toMatchObject({
      message: expect.stringMatching(
        /^The embedded AWS at http:\/\/127\.0\.0\.1:\d+ did not respond to kinesis \(Kinesis_20131202\.ListStreams\) for \d+ s\.$/,
      ) as unknown,
      advice: expect.stringContaining("npx lake down && npx lake up") as unknown,
    });
    // A call that may have had its effect is not sent again.
    expect(calls).toBe(1);
  });

  it("ends after the timeout when the emulator is healthy and a service behind it does not respond", async () => {
    await emulator((message, response) => void (isHealth(message) && healthy(response)), 1_500);
    await expect(clients.kinesis.send(new ListStreamsCommand())).rejects.toThrow(
      "did not respond to kinesis (Kinesis_20131202.ListStreams) for 2 s",
    );
  });

  it("continues as long as the emulator passes its health checks", async () => {
    await emulator((message, response) => {
      if (isHealth(message)) healthy(response);
      else setTimeout(() => response.end('{"StreamNames":["late"],"HasMoreStreams":false}'), 1_500);
    }, 60_000);
    const { StreamNames } = await clients.kinesis.send(new ListStreamsCommand());
    expect(StreamNames).toEqual(["late"]);
  });

  it("ends when its response stalls", async () => {
    await emulator((_, response) => {
      response.writeHead(200, { "content-length": 1_000 });
      response.write("the first bytes");
    }, 1_000);
    const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket: "lake", Key: "object" }));
    await expect(Body?.transformToString()).rejects.toThrow(
      "did not respond to s3 (GET /lake/object)",
    );
  });

  it("goes to the loopback interface regardless of endpoint variables", async () => {
    const before = { ...process.env };
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: "http://192.0.2.1:9",
      AWS_ENDPOINT_URL_KINESIS: "http://192.0.2.1:9",
      AWS_USE_FIPS_ENDPOINT: "true",
      AWS_USE_DUALSTACK_ENDPOINT: "true",
      AWS_PROFILE: "no-such-profile",
      AWS_REGION: "eu-west-1",
    });
    try {
      await emulator(
        (_, response) => response.end('{"StreamNames":["here"],"HasMoreStreams":false}'),
        5_000,
      );
      const { StreamNames } = await clients.kinesis.send(new ListStreamsCommand());
      expect(StreamNames).toEqual(["here"]);
    } finally {
      process.env = before;
    }
  });
});

describe("a command whose call gets no response", () => {
  const lake = new LakeCommand();
  let server: Server;

  afterEach(() => {
    server.closeAllConnections();
    server.close();
    rmSync(lake.home, { recursive: true, force: true });
  });

  it("exits after its error message, although the connection is open", async () => {
    let isAsked = false;
    // Stops at the first call: it keeps the connection, and says nothing of its health from then on.
    server = createServer((message, response) => {
      if (!isHealth(message)) isAsked = true;
      else if (isAsked) message.destroy();
      else response.end(JSON.stringify({ pid: process.pid }));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    // A listening TCP server has an address of this form.
    const { port } = server.address() as AddressInfo;
    writeRunFile(lakeHome({ LAKE_HOME: lake.home }), {
      ...ownIdentity(),
      endpointUrl: `http://127.0.0.1:${port}`,
      startedAt: new Date().toISOString(),
      enforceIam: false,
      controlPlane: ownIdentity(),
    });
    const query = lake.start("query", "SELECT 1");
    const said = new Promise<void>((resolve) => {
      let text = "";
      query.process.stderr.on("data", (chunk: Buffer) => {
        text += chunk.toString("utf8");
        if (text.includes("did not respond to athena")) resolve();
      });
    });
    await Promise.race([said, query.ended]);
    // Longer than a process takes to end, shorter than any time-out of a connection.
    const killer = setTimeout(() => query.process.kill("SIGKILL"), 15_000);
    const { exitCode, stderr } = await query.ended;
    clearTimeout(killer);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: expect.stringContaining("did not respond to athena") as unknown,
    });
  }, 60_000);
});
