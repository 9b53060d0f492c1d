import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileContract } from "../../../model/contract/compile-contract";
import { resolveDataset } from "../../../model/dataset/resolve-dataset";
import { sampleEvents } from "../../fixtures/datasets/sample-events";
import { readValidation } from "../../../lambda-src/publisher/event-validation";
import type { EventValidation } from "../../../lambda-src/publisher/event-validation";
import { createHandler } from "../../../lambda-src/publisher/handler";
import { MAXIMUM_COUNT } from "../../../lambda-src/publisher/publisher-input";
import type { StreamRecord } from "../../../lambda-src/publisher/sending/record-batches";
import { readDataset, readSettings } from "../../../lambda-src/publisher/settings";

const staffEvent = { event: { staffId: 4 }, metadata: { appName: "WebApp" } };
const context = { getRemainingTimeInMillis: () => 60_000 };

function publisher(
  failing: (record: StreamRecord) => boolean = () => false,
  validation?: EventValidation,
) {
  const sent: { streamName: string; line: string; key: string }[] = [];
  const handler = createHandler({
    dataset: resolveDataset(sampleEvents),
    validation,
    settings: () => ({ streamName: "events", partitionKeyPath: "event.staffId" }),
    putRecords: (streamName, records) => {
      sent.push(
        ...records.map(({ data, partitionKey: key }) => ({
          streamName,
          line: Buffer.from(data).toString(),
          key,
        })),
      );
      return Promise.resolve({
        Records: records.map((record) =>
          failing(record) ? { ErrorCode: "InternalFailure" } : { SequenceNumber: "1" },
        ),
      });
    },
  });
  return { sent, publish: (input: unknown) => handler(input, context) };
}

describe("the publisher", () => {
  it("publishes one event as one line of JSON with the configured partition key", async () => {
    const { publish, sent } = publisher();
    expect(await publish(staffEvent)).toEqual({ published: 1, failed: 0, batches: 1, retries: 0 });
    expect(sent).toEqual([
      { streamName: "events", line: `${JSON.stringify(staffEvent)}\n`, key: "4" },
    ]);
  });

  it("publishes an array of events in order", async () => {
    const { publish, sent } = publisher();
    const events = Array.from({ length: 700 }, (_, staffId) => ({ event: { staffId } }));
    expect(await publish(events)).toMatchObject({ published: 700, batches: 2 });
    expect(sent.map(({ key }) => Number(key))).toEqual(events.map(({ event }) => event.staffId));
  });

  it("has nothing to do for an empty array", async () => {
    expect(await publisher().publish([])).toEqual({
      published: 0,
      failed: 0,
      batches: 0,
      retries: 0,
    });
  });

  it("generates as many events as asked for", async () => {
    const { publish, sent } = publisher();
    expect(await publish({ count: 3 })).toMatchObject({ published: 3 });
    expect(sent.map(({ key }) => key)).toEqual(["1", "2", "3"]);
    expect(await publish({ count: MAXIMUM_COUNT })).toMatchObject({ published: MAXIMUM_COUNT });
  });

  it("treats an object with a count and other fields as an event", async () => {
    const { publish, sent } = publisher();
    await publish({ count: 2, unit: "staff" });
    await publish([{ count: 2 }]);
    expect(sent.map(({ line }) => line)).toEqual(['{"count":2,"unit":"staff"}\n', '{"count":2}\n']);
  });

  it.each([
    ["a text", "event", 'Received "event"'],
    ["a number", 4, "Received 4"],
    ["null", null, "Received null"],
    ["nothing", undefined, "Received nothing"],
    [
      "events that are not objects",
      [staffEvent, 5, null, [staffEvent], "x".repeat(100)],
      'every event must be a JSON object; event 1 is 5; event 2 is null; event 3 is [{"event":{"staffId":4}',
    ],
    ["a count of zero", { count: 0 }, '"count" is 0; expected a whole number from 1 to 10000.'],
    ["a count above the limit", { count: 10_001 }, '"count" is 10001;'],
    ["half a count", { count: 1.5 }, '"count" is 1.5;'],
    ["a count in words", { count: "ten" }, '"count" is "ten";'],
  ])("rejects %s and sends nothing", async (_, input, message) => {
    const { publish, sent } = publisher();
    const rejection: unknown = await publish(input).catch((error: unknown) => error);
    expect(rejection).toMatchObject({ name: "InvalidInputError" });
    expect(String(rejection)).toContain("Nothing was published");
    expect(String(rejection)).toContain(message);
    expect(sent).toEqual([]);
  });

  it("rejects records above the limit, all of them listed, and sends nothing", async () => {
    const { publish, sent } = publisher();
    // {"a":"…"} and the newline are 9 bytes around the text, the random key has 36.
    const sized = (bytes: number) => ({ a: "x".repeat(bytes - 9 - 36) });
    expect(await publish([sized(1_024_000)])).toMatchObject({ published: 1 });
    sent.length = 0;
    await expect(
      publish([sized(1_024_001), sized(1_024_000), sized(2_000_000)]),
    ).rejects.toMatchObject({
      name: "InvalidInputError",
      message:
        "Nothing was published: an event, its newline and its partition key may have at most 1024000 bytes; event 0 has 1024001 bytes; event 2 has 2000000 bytes.",
    });
    expect(sent).toEqual([]);
  });

  it("fails with the number published, and codes, positions and first events of the others", async () => {
    const broken = createHandler({
      dataset: resolveDataset(sampleEvents),
      settings: () => ({ streamName: "events" }),
      putRecords: (_, records) => {
        if (records[0]?.index === 500) {
          throw Object.assign(new Error("no right"), {
            name: "AccessDeniedException",
            $metadata: { httpStatusCode: 400 },
          });
        }
        return Promise.resolve({ Records: records.map(() => ({ SequenceNumber: "1" })) });
      },
    });
    const events = Array.from({ length: 504 }, (_, staffId) => ({ event: { staffId } }));
    await expect(broken(events, context)).rejects.toMatchObject({
      name: "RecordsNotPublishedError",
      message:
        "4 of 504 events were not published; 500 were, in 2 batches with 0 retries. AccessDeniedException (no right): events 500-503. " +
        'First: event 500 = {"event":{"staffId":500}}, event 501 = {"event":{"staffId":501}}, event 502 = {"event":{"staffId":502}}. ' +
        'Outcome: {"published":500,"notPublished":"500-503","mayBePublished":""}',
    });
  });
});

describe("a publisher that validates", () => {
  const invalid = { event: { staffId: "4", status: 5 }, metadata: { appName: "WebApp" } };
  const check = compileContract(sampleEvents);

  function validating(mode: "warn" | "reject") {
    const lines: string[] = [];
    const log = (line: string) => void lines.push(line);
    const validation = { dataset: "sample_events", mode, check, log };
    return { ...publisher(undefined, validation), logged: () => lines.map(fromJson) };
  }

  it("publishes events that violate the contract with a warning for each violation", async () => {
    const { publish, sent, logged } = validating("warn");
    // Both have one partition key, so that the second waits for the first.
    expect(await publish([staffEvent, invalid])).toEqual({
      published: 2,
      failed: 0,
      batches: 2,
      retries: 0,
      violations: 2,
    });
    expect(sent).toHaveLength(2);
    const common = {
      level: "WARN",
      type: "ContractViolation",
      dataset: "sample_events",
      event: 1,
    };
    expect(logged()).toEqual([
      {
        ...common,
        path: "event.staffId",
        value: "text (length 1)",
        rule: "a whole number from -2147483648 to 2147483647, or null",
      },
      { ...common, path: "event.status", value: "5", rule: "text, or null" },
    ]);
  });

  it("logs nothing and returns no violations when every event conforms to the contract", async () => {
    const { publish, logged } = validating("warn");
    expect(await publish({ count: 100 })).toMatchObject({ published: 100, violations: 0 });
    expect(logged()).toEqual([]);
  });

  it("rejects a whole call with one invalid event, and lists each violation", async () => {
    const { publish, sent, logged } = validating("reject");
    await expect(publish([staffEvent, invalid, staffEvent])).rejects.toMatchObject({
      name: "InvalidInputError",
      message:
        "Nothing was published: every event must conform to the contract of sample_events (schemas/sample_events.schema.json); " +
        "event 1: event.staffId is text (length 1), expected a whole number from -2147483648 to 2147483647, or null; " +
        "event 1: event.status is 5, expected text, or null.",
    });
    expect([sent, logged()]).toEqual([[], []]);
    expect(await publish([staffEvent, staffEvent])).toMatchObject({ published: 2, violations: 0 });
  });

  it("lists the first violations of very many, and the number of the others", async () => {
    const { publish } = validating("reject");
    const rejection: unknown = await publish(Array(600).fill(invalid)).catch(
      (error: unknown) => error,
    );
    expect(String(rejection)).toContain("event 9: event.status is 5");
    expect(String(rejection)).not.toContain("event 10:");
    expect(String(rejection)).toMatch(/; and 1180 more\.$/);
  });

  it("does not load a validator when the dataset has no validation", () => {
    expect(
      readValidation(resolveDataset(sampleEvents), "/nowhere/contract.js", () => undefined),
    ).toBeUndefined();
    expect(() =>
      readValidation(
        resolveDataset({ ...sampleEvents, validation: "warn" }),
        "/nowhere/contract.js",
        () => undefined,
      ),
    ).toThrow("/nowhere/contract.js");
  });
});

function fromJson(line: string): unknown {
  return JSON.parse(line);
}

describe("the settings", () => {
  it("come from the environment", () => {
    expect(readSettings({ STREAM_NAME: "events", PARTITION_KEY_PATH: "event.staffId" })).toEqual({
      streamName: "events",
      partitionKeyPath: "event.staffId",
    });
    expect(readSettings({ STREAM_NAME: "events", PARTITION_KEY_PATH: "" })).toEqual({
      streamName: "events",
    });
  });

  it.each([{}, { STREAM_NAME: "" }])("are rejected without a stream: %j", (environment) => {
    expect(() => readSettings(environment)).toThrow(
      "The environment variable STREAM_NAME is missing",
    );
  });

  it("include the dataset of the deployment package", () => {
    const folder = mkdtempSync(join(tmpdir(), "publisher-"));
    try {
      const path = join(folder, "dataset.json");
      writeFileSync(path, JSON.stringify(sampleEvents));
      expect(readDataset(path)).toEqual(sampleEvents);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
