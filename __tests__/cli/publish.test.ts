import fc from "fast-check";
import { packPayloads } from "../../cli/publish";
import { MAXIMUM_COUNT } from "../../lambda-src/publisher/publisher-input";

const MiB = 1024 * 1024;

describe("payloads for the publisher function", () => {
  it("keep every event once and in order", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ id: fc.integer(), text: fc.string() })), (events) => {
        expect(packPayloads(events).flatMap((payload) => JSON.parse(payload) as unknown[])).toEqual(
          events,
        );
      }),
    );
  });

  it("stay below what a synchronous invocation takes", () => {
    const events = Array.from({ length: 20 }, (_, id) => ({ id, text: "x".repeat(MiB - 100) }));
    const payloads = packPayloads(events);
    expect(payloads.length).toBeGreaterThan(1);
    for (const payload of payloads) expect(Buffer.byteLength(payload)).toBeLessThan(6_000_000);
  });

  it("hold no more events than the function generates in one call", () => {
    const events = Array.from({ length: MAXIMUM_COUNT + 1 }, () => ({}));
    const [first = ""] = packPayloads(events);
    expect(JSON.parse(first)).toHaveLength(MAXIMUM_COUNT);
  });

  it("hold at most 10,000 events, which the function can publish in its time", () => {
    const payloads = packPayloads(Array.from({ length: 10_001 }, (_, id) => ({ id })));
    expect(payloads.map((payload) => (JSON.parse(payload) as unknown[]).length)).toEqual([
      10_000, 1,
    ]);
  });
});
