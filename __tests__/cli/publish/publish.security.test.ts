import { LambdaClient } from "@aws-sdk/client-lambda";
import type { ServerResponse } from "node:http";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PassThrough } from "node:stream";
import { publishCommand } from "../../../cli/publish/publish-command";
import type { PublishOptions } from "../../../cli/publish/publish-options";
import type { IncompletePublishReport } from "../../../cli/publish/incomplete-publish";
import { Output } from "../../../cli/terminal/output";
import { publishEvents } from "../../../cli/publish/publish";
import { singleAttemptClient } from "../../../cli/publish/publish-invocation";
import { resolveTarget } from "../../../cli/target/target";
import { column } from "../../../model/dataset/column-type";
import { sampleEvents } from "../../fixtures/datasets/sample-events";
import { UserError } from "../../../errors/user-error";
import { FaultInjectionProxy } from "../../support/fault-injection-proxy";
import type { Fault } from "../../support/fault-injection-proxy";
import { PublisherEndpoint } from "../support/publisher-endpoint";

jest.mock("../../../cli/target/target", () => ({
  findDataset: () => ({ columns: {} }),
  resolveTarget: jest.fn(),
}));

/** Three invocations of at most 10,000. */
const EVENTS = 25_000;
const dataset = {
  ...sampleEvents,
  columns: { id: column.string() },
  eventIdPath: "id",
  partitionKeyPath: "id",
};

describe("an interrupted publication", () => {
  let folder: string;
  let file: string;
  let endpoint: PublisherEndpoint;
  let proxy: FaultInjectionProxy;
  let lambda: LambdaClient;
  /** Fault of the n-th call. */
  let faults: (Fault | undefined)[];

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "publish-"));
    file = path.join(folder, "events of a day.json");
    const events = Array.from({ length: EVENTS }, (_, index) => ({ id: `e${index + 1}` }));
    writeFileSync(file, JSON.stringify({ all: events }));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  beforeEach(async () => {
    faults = [];
    endpoint = await PublisherEndpoint.start(dataset);
    proxy = await FaultInjectionProxy.start(endpoint.url, () => ({ fault: faults.shift() }));
    lambda = new LambdaClient({
      region: "us-east-1",
      endpoint: proxy.endpointUrl,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    jest.mocked(resolveTarget).mockResolvedValue({
      dataset,
      names: { publisherFunction: "publisher" },
      clients: { lambda },
      // What the command does not use of a target is left out.
    } as unknown as Awaited<ReturnType<typeof resolveTarget>>);
  });

  afterEach(async () => {
    lambda.destroy();
    await proxy.stop();
    await endpoint.stop();
  });

  /** Runs the command with `--json`. */
  async function publish(options: Partial<PublishOptions> = {}) {
    const stdout = new PassThrough();
    const output = new Output({ json: true, stdout });
    const error: unknown = await publishCommand(output, {
      env: "local",
      file,
      jq: ".all[]",
      ...options,
    }).catch((thrown: unknown) => thrown);
    const text = String(stdout.read());
    // The command writes nothing else.
    return { error, document: JSON.parse(text) as IncompletePublishReport & { published: number } };
  }

  const idsInStream = () =>
    endpoint.stream.map((line) => Number((JSON.parse(line) as { id: string }).id.slice(1)));

  /** Each event once, and these a second time. */
  function expectAll(twice: readonly number[] = []): void {
    const all = [...Array.from({ length: EVENTS }, (_, index) => index + 1), ...twice];
    expect(idsInStream().sort((a, b) => a - b)).toEqual(all.sort((a, b) => a - b));
  }

  const from = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, index) => first + index);

  it.each<[Fault, number]>([
    ["dropped", 10_000],
    ["answer lost", 20_000],
    ["server error", 10_000],
  ])(
    "(%s) says what was published, what may have been, and how to continue",
    async (fault, inStream) => {
      faults = [undefined, fault];
      const { error, document } = await publish();
      expect(document).toMatchObject({
        published: 10_000,
        mayBePublished: { count: 10_000, events: "10001-20000" },
        notPublished: { count: 5_000, events: "20001-25000" },
        resume: `npx lake publish '${file}' --jq '.all[]' --events 10001-20000,20001-25000 --env local`,
        resumeWithoutDuplicates: `npx lake publish '${file}' --jq '.all[]' --events 20001-25000 --env local`,
      });
      expect(document.mayBePublishedIds).toHaveLength(10_000);
      expect(error).toBeInstanceOf(UserError);
      expect(error).toMatchObject({
        message: expect.stringContaining(
          "10000 events were published; may have been published: 10000 (10001-20000); not published: 5000 (20001-25000).",
        ) as string,
        advice: expect.stringMatching(
          /To continue with all events, including those that may be duplicates \(ids e10001, .*\): npx lake publish .*\nWithout duplicates, only the certainly missing events: npx lake/,
        ) as string,
      });
      // Nobody tried again behind the user's back.
      expect(endpoint.stream).toHaveLength(inStream);
      await publish({ events: "10001-20000,20001-25000" });
      expectAll(fault === "answer lost" ? from(10_001, 20_000) : []);
    },
  );

  it("says to deploy first if the function does not exist, and how to continue then", async () => {
    endpoint.answer = (response) => {
      response.statusCode = 404;
      response.setHeader("x-amzn-errortype", "ResourceNotFoundException");
      response.end(JSON.stringify({ Message: "Function not found: publisher" }));
    };
    const { error, document } = await publish();
    expect(document).toMatchObject({ published: 0, notPublished: { count: EVENTS } });
    expect(error).toMatchObject({
      message: expect.stringContaining("Function not found: publisher") as string,
      advice: expect.stringMatching(
        /^Deploy first: `?npx lake up.* Then: npx lake publish/,
      ) as string,
    });
  });

  it("retries by itself if the service reported that the function did not run", async () => {
    faults = [undefined, "throttled", "throttled"];
    const { error, document } = await publish();
    expect(error).toBeUndefined();
    expect(document).toMatchObject({ published: EVENTS, failed: 0 });
    expectAll();
  });

  it("knows that nothing was sent if the service was not reachable", async () => {
    // In the realm of Jest the SDK takes the system's own error for none, and its code is lost.
    const unreachable = new LambdaClient({
      region: "us-east-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 1,
      requestHandler: {
        handle: () =>
          Promise.reject(
            Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }),
          ),
      },
    });
    const events = Array.from({ length: 10_001 }, (_, id) => ({ id }));
    await expect(
      publishEvents(unreachable, "publisher", events, () => undefined),
    ).rejects.toMatchObject({
      message: expect.stringContaining("was not invoked") as string,
      report: {
        published: 0,
        mayBePublished: { count: 0, events: "" },
        notPublished: { count: 10_001, events: "1-10001" },
      },
    });
  });

  it("counts exactly what the function published if the stream rejected some", async () => {
    const rejected = [10_003, 10_004, 19_999];
    endpoint.rejects = (data) => rejected.some((id) => data === `{"id":"e${id}"}`);
    const { document } = await publish();
    expect(document).toMatchObject({
      published: 19_997,
      mayBePublished: { count: 0 },
      notPublished: { count: 5_003, events: "10003-10004,19999,20001-25000" },
    });
    endpoint.rejects = () => false;
    expect((await publish({ events: document.notPublished.events })).error).toBeUndefined();
    expectAll();
  });

  it.each([
    [
      "comes byte by byte",
      (response: ServerResponse, body: Buffer) => {
        let sent = 0;
        const timer = setInterval(() => response.write(body.subarray(sent, (sent += 1))), 100);
        response.once("close", () => clearInterval(timer));
      },
    ],
    [
      "ends in the middle",
      (response: ServerResponse, body: Buffer) => void response.write(body.subarray(0, 20)),
    ],
  ])("by a response that %s ends after its timeout", async (_, answer) => {
    endpoint.answer = (response, body) => {
      response.writeHead(200, { "content-length": body.length });
      answer(response, body);
    };
    const direct = new LambdaClient({
      region: "us-east-1",
      endpoint: endpoint.url,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    const client = singleAttemptClient(direct);
    const publishing = publishEvents(client, "publisher", [{ id: "e1" }], () => undefined, {
      invocationMs: 500,
    });
    await expect(publishing).rejects.toMatchObject({
      report: { published: 0, mayBePublished: { count: 1, events: "1" } },
    });
    expect(endpoint.stream).toHaveLength(1);
    client.destroy();
    direct.destroy();
  });

  it("says how many more events to generate", async () => {
    faults = [undefined, "dropped"];
    const { document } = await publish({ file: undefined, jq: undefined, count: 20_500 });
    expect(document).toMatchObject({
      published: 10_000,
      mayBePublished: { count: 10_000 },
      notPublished: { count: 500 },
      resume: "npx lake publish --count 10500 --env local",
      resumeWithoutDuplicates: "npx lake publish --count 500 --env local",
    });
  });

  it.each([
    ["0", "is not a list of event numbers: 0"],
    ["2-1", "is not a list of event numbers"],
    ["1;2", "is not a list of event numbers"],
    ["", "is not a list of event numbers"],
    ["25001-", "selects none of the 25000 events"],
  ])("rejects --events %j", async (events, message) => {
    const stdout = new PassThrough();
    await expect(
      publishCommand(new Output({ stdout }), { env: "local", file, jq: ".all[]", events }),
    ).rejects.toThrow(message);
    expect(endpoint.invocations).toBe(0);
  });
});
