import { Readable } from "node:stream";
import type { ReplayableRecord } from "../../../../cli/replay/source/replayable-record";
import fc from "../../../support/random/seeded-fast-check";
import { allSkipped, unaccounted } from "../../../../cli/replay/run/replay-totals";
import type { ReplayRunProps } from "../../../../cli/replay/run/replay-run-props";
import { ledgerTag } from "../../../../model/environment/ledger-retention";
import { MAXIMUM_RECORD_BYTES } from "../../../../lambda-src/publisher/sending/record-batches";
import { BATCH, ERRORS, HOUR, Lake, numbered, onlyGood } from "../support/replayed-lake";

describe("a replay", () => {
  it("sends every failed record once, as it was published, and nothing the second time", async () => {
    const lake = new Lake();
    lake.fail(numbered(7));
    const first = await lake.run();
    expect(first.totals).toMatchObject({ read: 7, sent: 7, quarantined: 0, failed: 0 });
    expect(lake.sent).toEqual(numbered(7).map((event) => JSON.stringify(event)));
    const second = await lake.run();
    expect(second.totals).toMatchObject({ read: 7, sent: 0, skipped: { alreadySent: 7 } });
    expect(lake.stream.size).toBe(7);
  });

  it("sends a record that was never delivered, though another with the same content was sent before", async () => {
    const lake = new Lake();
    lake.fail(numbered(1));
    await lake.run();
    const [event] = numbered(1);
    const now = new Date();
    const record: ReplayableRecord = {
      id: "of the stream",
      place: "stream/shard@1",
      data: Buffer.from(JSON.stringify(event)),
      arrival: now,
      writtenAt: now,
    };
    const run = (entry: ReplayableRecord) => lake.run({ entries: Readable.from([entry]) });
    // In the raw backup it is the copy that the replay left there.
    expect((await run(record)).totals).toMatchObject({ sent: 0, skipped: { alreadySent: 1 } });
    expect((await run({ ...record, undelivered: true })).totals).toMatchObject({ sent: 1 });
  });

  it("records each batch before and after it is sent", async () => {
    const lake = new Lake();
    lake.fail(numbered(4));
    await lake.run();
    const ledger = [...lake.store.objects.keys()].filter((key) => key.startsWith("replay/"));
    expect(ledger).toEqual(
      ["000001.intent", "000001.done", "000002.intent", "000002.done"].map(
        (name) => `replay/orders/ledger/run-0001-${name}.jsonl`,
      ),
    );
    expect(lake.store.lines(/done/)).toHaveLength(4);
    expect(lake.store.lines(/done/)[0]).toEqual({
      id: expect.stringMatching(/^[\w-]{22}$/) as string,
      data: expect.stringMatching(/^[\w-]{22}$/) as string,
      replay: 1,
      outcome: "sent",
      sequenceNumber: "sent-run-0001-0",
    });
  });

  it("tags ledger objects for the bucket's lifecycle, and never quarantined records", async () => {
    const lake = new Lake();
    lake.fail([{ id: 1, good: true }, { id: 2 }]);
    await lake.run({ check: onlyGood });
    const written = [...lake.store.objects.keys()].filter((key) => key.startsWith("replay/"));
    expect(written.some((key) => key.includes("/quarantine/"))).toBe(true);
    expect(written.filter((key) => lake.store.tags.get(key) === ledgerTag)).toEqual(
      written.filter((key) => key.includes("/ledger/")),
    );
  });

  it("sends what Kinesis rejected again in the next run", async () => {
    const lake = new Lake();
    lake.fail(numbered(5));
    lake.rejects = (data) => data.includes('"id":3');
    const first = await lake.run({ maxReplays: 1 });
    expect(first.totals).toMatchObject({ read: 5, sent: 4, failed: 1 });
    expect(first.reasons).toEqual([
      { outcome: "failed", reason: "Kinesis rejected it: Rejected: no", records: 1 },
    ]);
    lake.rejects = () => false;
    const second = await lake.run({ maxReplays: 1 });
    expect(second.totals).toMatchObject({ read: 5, sent: 1, skipped: { alreadySent: 4 } });
  });

  it("quarantines what fails the check, with its reason, and checks again when schema or transform change", async () => {
    const lake = new Lake();
    lake.fail([{ id: 1, good: true }, { id: 2 }]);
    const first = await lake.run({ check: onlyGood });
    expect(first.totals).toMatchObject({ read: 2, sent: 1, quarantined: 1 });
    expect(lake.store.lines(/quarantine/)).toEqual([
      expect.objectContaining({
        quarantineReason: "Bad: It is no row.",
        replays: 0,
        lastErrorCode: "Bad",
        rawData: Buffer.from('{"id":2}').toString("base64"),
      }),
    ]);
    const again = await lake.run({ check: onlyGood });
    expect(again.totals).toMatchObject({ sent: 0, skipped: { quarantinedBefore: 1 } });

    const transform = {
      fingerprint: "corrects",
      apply: () => Promise.resolve({ data: Buffer.from('{"id":2,"good":true}') }),
    };
    const corrected = await lake.run({ check: onlyGood, transform });
    expect(corrected.totals).toMatchObject({ sent: 1, quarantined: 0 });
    expect(lake.sent.at(-1)).toBe('{"id":2,"good":true}');
  });

  it("quarantines what is too large for Firehose, and what can't be parsed as a record", async () => {
    const lake = new Lake();
    lake.fail([{ good: "x".repeat(MAXIMUM_RECORD_BYTES) }]);
    lake.store.put(`${ERRORS}processing-failed/${HOUR}/odd`, "cut off {");
    const { totals, reasons } = await lake.run();
    expect(totals).toMatchObject({ read: 2, sent: 0, quarantined: 2 });
    expect(reasons.map(({ reason }) => reason)).toEqual([
      expect.stringContaining("Firehose accepts at most 1024000"),
      expect.stringContaining("The error object's entry can't be parsed"),
    ]);
    expect((await lake.run()).totals).toMatchObject({ skipped: { quarantinedBefore: 2 } });
  });

  it("replays a record that fails again at most as often as allowed", async () => {
    const lake = new Lake();
    lake.fail([{ id: 1 }]);
    for (let replays = 0; replays < 3; replays += 1) {
      expect((await lake.run()).totals).toMatchObject({ sent: 1, quarantined: 0 });
      lake.failAgain();
    }
    const last = await lake.run();
    expect(last.totals).toMatchObject({ sent: 0, quarantined: 1, skipped: { alreadySent: 3 } });
    expect(last.reasons[0]?.reason).toBe("It failed again after 3 replays.");
    expect((await lake.run()).totals).toMatchObject({ skipped: { quarantinedBefore: 1 } });
    expect((await lake.run({ maxReplays: 4 })).totals).toMatchObject({ sent: 1 });
  });

  it("does not mistake another event of the same content for a replay of the first", async () => {
    const lake = new Lake();
    const duplicates = [{ id: 1 }, { id: 1 }, { id: 1 }, { id: 1 }, { id: 1 }];
    lake.fail(duplicates);
    expect((await lake.run({ maxReplays: 1 })).totals).toMatchObject({ sent: 5 });
    lake.fail(duplicates);
    expect((await lake.run({ maxReplays: 1 })).totals).toMatchObject({ sent: 5, quarantined: 0 });
  });

  it("sends a record once although Firehose wrote its error twice", async () => {
    const lake = new Lake();
    lake.fail([{ id: 1 }]);
    const [written] = [...lake.store.objects.values()];
    lake.store.put(`${ERRORS}format-conversion-failed/${HOUR}/twice`, written?.content ?? "");
    expect((await lake.run()).totals).toMatchObject({
      read: 2,
      sent: 1,
      skipped: { alreadySent: 1 },
    });
  });

  it("transforms each record, and fails those for which the transform throws", async () => {
    const lake = new Lake();
    lake.fail([{ id: 1 }, { id: 2 }, { id: 3 }]);
    const { totals, reasons } = await lake.run({
      transform: {
        fingerprint: "1",
        apply: ({ data }) => {
          if (data.includes('"id":1')) return Promise.resolve({ skipped: true as const });
          if (data.includes('"id":2')) return Promise.reject(new Error("no way"));
          return Promise.resolve({ data });
        },
      },
    });
    expect(totals).toMatchObject({ read: 3, sent: 1, skipped: { byTransform: 1 }, failed: 1 });
    expect(reasons[0]?.reason).toBe("The transform failed: no way");
  });

  it("skips what is outside its range or does not match", async () => {
    const lake = new Lake();
    lake.fail(numbered(2), "2026-11-25T11:10:00Z");
    lake.fail(numbered(3), "2026-11-25T11:50:00Z");
    const { totals } = await lake.run({
      range: { since: new Date("2026-11-25T11:30:00Z") },
      match: ({ data }) => !data.includes('"id":0'),
    });
    expect(totals).toMatchObject({ read: 5, sent: 2, skipped: { notMatched: 3 } });
  });

  it("ends at its limit, and the next run continues there", async () => {
    const lake = new Lake();
    lake.fail(numbered(10));
    expect((await lake.run({ limit: 4 })).totals).toMatchObject({ read: 4, sent: 4 });
    expect((await lake.run({ limit: 4 })).totals).toMatchObject({ read: 8, sent: 4 });
    expect((await lake.run({ limit: 4 })).totals).toMatchObject({ read: 10, sent: 2 });
  });

  it("sends and writes nothing in a dry run", async () => {
    const lake = new Lake();
    lake.fail([...numbered(4), { id: 9 }]);
    const before = [...lake.store.objects.keys()];
    const { totals } = await lake.run({ dryRun: true, check: onlyGood });
    expect(totals).toMatchObject({ read: 5, sent: 4, quarantined: 1 });
    expect([...lake.store.objects.keys()]).toEqual(before);
    expect(lake.stream.size).toBe(0);
  });

  it("ends after the current batch when it is interrupted", async () => {
    const lake = new Lake();
    lake.fail(numbered(20));
    const stop = new AbortController();
    const result = await lake.run({
      signal: stop.signal,
      progress: ({ read }) => {
        if (read === 8) stop.abort();
      },
    });
    expect(result).toMatchObject({ interrupted: true, totals: { read: 8, sent: 8, failed: 0 } });
    expect((await lake.run()).totals).toMatchObject({ sent: 12, skipped: { alreadySent: 8 } });
  });

  it("stops sending once another run may have started", async () => {
    const lake = new Lake();
    lake.fail(numbered(8));
    let batches = 0;
    const result = await lake.run({
      confirmLease: () => {
        batches += 1;
        return batches > 1 ? Promise.reject(new Error("another took over")) : Promise.resolve();
      },
    });
    expect(result.stoppedBy?.message).toBe("another took over");
    expect(result.totals).toMatchObject({ read: 7, sent: 3, failed: 4 });
    expect(unaccounted(result.totals)).toBe(0);
  });
});

describe("a replay that dies at any point", () => {
  const record = fc.record({
    id: fc.nat(),
    good: fc.boolean(),
    rejected: fc.boolean(),
    throws: fc.boolean(),
    twice: fc.boolean(),
  });
  /** How many writes each run lives for, and whether the last of them reached S3. */
  const lives = fc.array(fc.record({ writes: fc.nat({ max: 6 }), reached: fc.boolean() }), {
    maxLength: 6,
  });

  it("accounts for every record, repeats at most one batch per crash, and omits nothing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 25 }), lives, async (records, deaths) => {
        const lake = new Lake();
        const events = records.map((each, index) => ({ ...each, id: index }));
        lake.fail(events);
        lake.fail(events.filter(({ twice }) => twice));
        const total = events.length + events.filter(({ twice }) => twice).length;
        const props: Partial<ReplayRunProps> = {
          check: onlyGood,
          transform: {
            fingerprint: "1",
            apply: ({ data }) =>
              data.includes('"throws":true')
                ? Promise.reject(new Error("no"))
                : Promise.resolve({ data }),
          },
        };
        lake.rejects = (data) => data.includes('"rejected":true');
        for (const { writes, reached } of deaths) {
          let left = writes;
          const die = () => {
            left -= 1;
            if (left < 0) throw new Error("killed");
          };
          lake.store.beforeWrite = reached ? () => undefined : die;
          lake.store.afterWrite = reached ? die : () => undefined;
          const { totals } = await lake.run(props);
          expect(unaccounted(totals)).toBe(0);
        }
        lake.rejects = () => false;
        lake.store.beforeWrite = lake.store.afterWrite = () => undefined;
        const { totals } = await lake.run(props);
        expect(totals.read).toBe(total);
        expect(unaccounted(totals)).toBe(0);

        const settled = await lake.run(props);
        const hopeless = events.filter(({ good, throws }) => !good && !throws);
        expect(settled.totals.sent + settled.totals.quarantined).toBe(0);
        expect(allSkipped(settled.totals) + settled.totals.failed).toBe(total);

        const wanted = events.filter(({ good, throws }) => good && !throws);
        const copies = wanted.length + wanted.filter(({ twice }) => twice).length;
        const ids = lake.sent.map((data) => (JSON.parse(data) as { id: number }).id);
        expect(new Set(ids)).toEqual(new Set(wanted.map(({ id }) => id)));
        expect(ids.length - copies).toBeLessThanOrEqual(BATCH * deaths.length);
        const kept = lake.store.lines(/quarantine/).map(({ rawData }) => rawData);
        expect(new Set(kept)).toEqual(
          new Set(hopeless.map((event) => Buffer.from(JSON.stringify(event)).toString("base64"))),
        );
      }),
      { numRuns: 60 },
    );
  });
});
