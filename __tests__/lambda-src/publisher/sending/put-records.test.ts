import fc from "../../../support/random/seeded-fast-check";
import { partitionKeyAt } from "../../../../lambda-src/publisher/sending/partition-key";
import { sendBatches } from "../../../../lambda-src/publisher/sending/put-records";
import type { PutRecords, SendOptions } from "../../../../lambda-src/publisher/sending/put-records";
import { toBatches, toRecord } from "../../../../lambda-src/publisher/sending/record-batches";
import type { StreamRecord } from "../../../../lambda-src/publisher/sending/record-batches";

type Outcome = "ok" | "throttled" | "broken";

const CODES = {
  throttled: "ProvisionedThroughputExceededException",
  broken: "InternalFailure",
} as const;

/** A stream that accepts or rejects each record as configured, and records what it accepted. */
function fakeStream(outcomeOf: (record: StreamRecord, request: number) => Outcome) {
  const requests: number[][] = [];
  const taken: number[] = [];
  const putRecords: PutRecords = (records) => {
    const request = requests.push(records.map(({ index }) => index));
    return Promise.resolve({
      Records: records.map((record) => {
        const outcome = outcomeOf(record, request);
        if (outcome !== "ok") return { ErrorCode: CODES[outcome], ErrorMessage: "try later" };
        taken.push(record.index);
        return { SequenceNumber: String(taken.length) };
      }),
    });
  };
  return { putRecords, requests, taken };
}

const recordsOf = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    toRecord({ index }, index, partitionKeyAt(undefined)),
  );

/** Sends without real waiting, on a fake clock that waits advance. */
function send(count: number, putRecords: PutRecords, options: Partial<SendOptions> = {}) {
  const waits: number[] = [];
  let remaining = 60_000;
  const result = sendBatches(toBatches(recordsOf(count), "kept"), {
    order: "kept",
    putRecords,
    remainingMs: () => remaining,
    wait: (ms) => {
      waits.push(ms);
      remaining -= ms;
      return Promise.resolve();
    },
    random: () => 1,
    policy: { maximumAttempts: 4, baseDelayMs: 100, maximumDelayMs: 300, reserveMs: 500 },
    ...options,
  });
  return result.then((sent) => ({ ...sent, waits }));
}

describe("sending", () => {
  it("needs one request for each batch without failures", async () => {
    const { putRecords, requests } = fakeStream(() => "ok");
    expect(await send(1_001, putRecords)).toEqual({
      published: 1_001,
      failed: [],
      batches: 3,
      retries: 0,
      waits: [],
    });
    expect(requests.map(({ length }) => length)).toEqual([500, 500, 1]);
  });

  it("sends only the failed half of a batch again, matched by position", async () => {
    const { putRecords, requests, taken } = fakeStream(({ index }, request) =>
      request === 1 && index % 2 === 1 ? "throttled" : "ok",
    );
    const result = await send(6, putRecords);
    expect(requests).toEqual([
      [0, 1, 2, 3, 4, 5],
      [1, 3, 5],
    ]);
    expect(taken).toEqual([0, 2, 4, 1, 3, 5]);
    expect(result).toMatchObject({ published: 6, failed: [], batches: 1, retries: 1 });
  });

  it("doubles the wait up to its limit and stops after the last attempt", async () => {
    const { putRecords, requests } = fakeStream(() => "throttled");
    const result = await send(2, putRecords);
    expect(requests).toHaveLength(4);
    expect(result).toEqual({
      published: 0,
      failed: [0, 1].map((index) => ({ index, code: CODES.throttled, message: "try later" })),
      batches: 1,
      retries: 3,
      waits: [100, 200, 300],
    });
  });

  it("continues with the next batch when one has failed", async () => {
    const { putRecords } = fakeStream(({ index }) => (index === 3 ? "broken" : "ok"));
    const result = await send(600, putRecords);
    expect(result).toMatchObject({ published: 599, batches: 2, retries: 3 });
    expect(result.failed).toEqual([{ index: 3, code: CODES.broken, message: "try later" }]);
  });

  it("retries a throttled request completely", async () => {
    const { putRecords, taken } = fakeStream(() => "ok");
    let tries = 0;
    const result = await send(3, (records, signal) => {
      if (++tries < 3) throw Object.assign(new Error("slow down"), { name: "ThrottlingException" });
      return putRecords(records, signal);
    });
    expect(result).toMatchObject({ published: 3, failed: [], batches: 1, retries: 2 });
    expect(taken).toEqual([0, 1, 2]);
  });

  it("does not retry when the service rejects the request permanently", async () => {
    let tries = 0;
    const result = await send(2, () => {
      tries++;
      throw Object.assign(new Error("no such stream"), {
        name: "ResourceNotFoundException",
        $metadata: { httpStatusCode: 400 },
      });
    });
    expect(tries).toBe(1);
    expect(result.failed).toEqual(
      [0, 1].map((index) => ({
        index,
        code: "ResourceNotFoundException",
        message: "no such stream",
      })),
    );
  });

  it("sends nothing when the time of the invocation is over", async () => {
    let remaining = 60_000;
    const { putRecords, requests } = fakeStream(() => "ok");
    const slow: PutRecords = (records, signal) => {
      remaining -= 59_600;
      return putRecords(records, signal);
    };
    const result = await send(600, slow, { remainingMs: () => remaining });
    expect(requests).toHaveLength(1);
    expect(result).toMatchObject({ published: 500, batches: 1, retries: 0 });
    expect(result.failed.map(({ index }) => index)).toEqual(
      Array.from({ length: 100 }, (_, index) => 500 + index),
    );
    expect(result.failed[0]).toMatchObject({ code: "NotSent" });
  });

  it("reports the service's reason when there is no time for another attempt", async () => {
    const { putRecords, requests } = fakeStream(() => "throttled");
    const result = await send(1, putRecords, { remainingMs: () => 550 });
    expect(requests).toHaveLength(1);
    expect(result.failed).toMatchObject([{ index: 0, code: CODES.throttled }]);
  });

  it("aborts a request without response in time, and reports that it may have succeeded", async () => {
    const end = Date.now() + 530;
    const result = await send(
      1,
      (_, signal) =>
        new Promise((_resolve, reject) => {
          const open = setTimeout(() => undefined, 5_000);
          signal.addEventListener("abort", () => {
            clearTimeout(open);
            reject(new Error("aborted"));
          });
        }),
      { remainingMs: () => end - Date.now() },
    );
    expect(result).toMatchObject({ published: 0, failed: [{ index: 0, code: "NoResponse" }] });
  });

  it("treats a record as failed when the response has no result for it", async () => {
    const result = await send(2, () => Promise.resolve({ Records: [{ SequenceNumber: "1" }] }), {
      policy: { maximumAttempts: 1, baseDelayMs: 1, maximumDelayMs: 1, reserveMs: 0 },
    });
    expect(result).toMatchObject({ published: 1, failed: [{ index: 1, code: "NoResult" }] });
  });

  it("puts every event into the stream exactly once or reports it as failed", async () => {
    const outcome = fc.constantFrom<Outcome>("ok", "ok", "throttled", "broken");
    const property = fc.asyncProperty(
      fc.integer({ min: 0, max: 1_200 }),
      fc.array(outcome, { minLength: 1, maxLength: 97 }),
      fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }),
      fc.integer({ min: 400, max: 3_000 }),
      async (count, outcomes, lost, time) => {
        const stream = fakeStream(({ index }, request) => {
          return outcomes[(index * 31 + request * 17) % outcomes.length] ?? "ok";
        });
        let requests = 0;
        let remaining = time;
        const result = await send(
          count,
          (records, signal) => {
            if (lost[requests++ % lost.length]) {
              throw Object.assign(new Error("lost"), { code: "ECONNRESET" });
            }
            return stream.putRecords(records, signal);
          },
          {
            remainingMs: () => remaining,
            wait: (ms) => Promise.resolve((remaining -= ms)),
          },
        );
        const accounted = [...stream.taken, ...result.failed.map(({ index }) => index)];
        expect(accounted.sort((one, other) => one - other)).toEqual(
          recordsOf(count).map(({ index }) => index),
        );
        expect(result.published).toBe(stream.taken.length);
        expect(result.batches + result.retries).toBe(requests);
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
});
