import { LambdaClient } from "@aws-sdk/client-lambda";
import fc from "../../support/random/seeded-fast-check";
import { onInterrupt } from "../../../cli/terminal/interruption";
import { packPayloads, publishGenerated } from "../../../cli/publish/publish";
import { MAXIMUM_COUNT } from "../../../lambda-src/publisher/publisher-input";

jest.mock("../../../cli/terminal/interruption", () => ({ onInterrupt: jest.fn() }));

const MiB = 1024 * 1024;

describe("payloads for the publisher function", () => {
  it("contain every event once and in order", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ id: fc.integer(), text: fc.string() })), (events) => {
        expect(packPayloads(events).flatMap(({ text }) => JSON.parse(text) as unknown[])).toEqual(
          events,
        );
      }),
    );
  });

  it("are below the limit of a synchronous invocation", () => {
    const events = Array.from({ length: 20 }, (_, id) => ({ id, text: "x".repeat(MiB - 100) }));
    const payloads = packPayloads(events);
    expect(payloads.length).toBeGreaterThan(1);
    for (const { text } of payloads) expect(Buffer.byteLength(text)).toBeLessThan(6_000_000);
  });

  it("have at most the events that the function generates per invocation", () => {
    const events = Array.from({ length: MAXIMUM_COUNT + 1 }, () => ({}));
    const [first] = packPayloads(events);
    expect(JSON.parse(first?.text ?? "")).toHaveLength(MAXIMUM_COUNT);
    expect(first?.events).toBe(MAXIMUM_COUNT);
  });

  it("have at most 10,000 events, which the function can publish before its timeout", () => {
    const payloads = packPayloads(Array.from({ length: 10_001 }, (_, id) => ({ id })));
    expect(payloads.map(({ events }) => events)).toEqual([10_000, 1]);
  });
});

describe("a publication that is interrupted", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it("reports what was published", async () => {
    const cleanups = new Set<() => unknown>();
    jest.mocked(onInterrupt).mockImplementation((cleanup) => {
      cleanups.add(cleanup);
      return () => void cleanups.delete(cleanup);
    });
    const written: string[] = [];
    jest
      .spyOn(process.stderr, "write")
      .mockImplementation((text) => written.push(String(text)) > 0);
    const lambda = new LambdaClient({ region: "us-east-1" });
    const answer = { published: 10_000, failed: 0, batches: 20, retries: 0 };
    lambda.middlewareStack.add(
      () => () =>
        Promise.resolve({
          response: {},
          output: { $metadata: {}, Payload: Buffer.from(JSON.stringify(answer)) },
        }),
      { step: "initialize" },
    );
    await publishGenerated(lambda, "publisher", 30_000, (text) => {
      if (text.startsWith("20000")) cleanups.forEach((cleanup) => void cleanup());
    });
    expect(written).toEqual([
      expect.stringMatching(
        /^20000 events were published; .* not published: 10000 \(20001-30000\)\.$/m,
      ),
    ]);
    expect(cleanups.size).toBe(0);
  });
});
