import { KinesisSender } from "../../../../cli/replay/run/stream-sender";
import type { KinesisSenderProps } from "../../../../cli/replay/run/stream-sender";
import { partitionKeyAt } from "../../../../lambda-src/publisher/sending/partition-key";
import { toRecord } from "../../../../lambda-src/publisher/sending/record-batches";
import type { StreamRecord } from "../../../../lambda-src/publisher/sending/record-batches";

function sender(changes: Partial<KinesisSenderProps> = {}) {
  const waits: number[] = [];
  const requests: string[][] = [];
  const props: KinesisSenderProps = {
    rate: 100,
    order: "kept",
    partitionKeyPath: "event.id",
    wait: (ms) => Promise.resolve(void waits.push(ms)),
    putRecords: (records) => {
      requests.push(records.map(({ partitionKey }) => partitionKey));
      return Promise.resolve({
        Records: records.map(({ index }) => ({ SequenceNumber: `${index}` })),
      });
    },
    ...changes,
  };
  return { sender: new KinesisSender(props), waits, requests };
}

const data = (id: number) => Buffer.from(`{"event":{"id":${id}}}`);

function batchOf(of: KinesisSender, count: number): StreamRecord[] {
  return Array.from({ length: count }, (_, index) => of.record(data(index), index));
}

describe("records that are sent again", () => {
  it("are the same as the publisher's for the same event", () => {
    const event = { event: { id: 7, name: "Zoë" } };
    const { sender: own } = sender();
    expect(own.record(Buffer.from(JSON.stringify(event)), 3)).toEqual(
      toRecord(event, 3, partitionKeyAt("event.id")),
    );
  });

  it("have a random key where they are not a JSON object", () => {
    const { sender: own } = sender();
    const keys = ["not json", "[1]", '"text"', "null"].map(
      (text) => own.record(Buffer.from(text), 0).partitionKey,
    );
    expect(new Set(keys).size).toBe(4);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("go in batches of a second's worth, within the service's limits", () => {
    const full = (rate: number, count: number) => {
      const { sender: own } = sender({ rate });
      return own.isFull(batchOf(own, count), own.record(data(0), 0));
    };
    expect([full(100, 99), full(100, 100)]).toEqual([false, true]);
    expect([full(10_000, 499), full(10_000, 500)]).toEqual([false, true]);
    expect([full(1, 0), full(1, 1)]).toEqual([false, true]);
    const { sender: own } = sender();
    const large = own.record(Buffer.alloc(1_000_000, "x"), 0);
    const five = Array.from({ length: 5 }, () => large);
    expect([own.isFull(five.slice(1), large), own.isFull(five, large)]).toEqual([false, true]);
  });

  it("are limited to the requested rate", async () => {
    const { sender: own, waits } = sender({ rate: 100 });
    for (let batch = 0; batch < 3; batch += 1) await own.send(batchOf(own, 50));
    expect(waits).toHaveLength(2);
    // The clock stands still but for the test's own time.
    expect(waits[0]).toBeGreaterThan(300);
    expect(waits[1]).toBeGreaterThan((waits[0] ?? 0) + 300);
  });

  it("have their results in order, when only some are accepted at first", async () => {
    const { sender: own, requests } = sender({
      putRecords: (records) =>
        Promise.resolve({
          Records: records.map(({ index }, position) => {
            if (index === 2) return { ErrorCode: "InternalFailure", ErrorMessage: "no" };
            return position % 2 === 0
              ? { SequenceNumber: `s${index}` }
              : { ErrorCode: "ProvisionedThroughputExceededException" };
          }),
        }),
    });
    expect((await own.send(batchOf(own, 5))).results).toEqual([
      { sequenceNumber: "s0" },
      { sequenceNumber: "s1" },
      expect.objectContaining({ code: "InternalFailure", message: "no" }),
      { sequenceNumber: "s3" },
      { sequenceNumber: "s4" },
    ]);
    expect(requests).toEqual([]);
  });
});
