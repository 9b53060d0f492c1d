import { Ledger } from "../../../../cli/replay/ledger/ledger";
import type { Intent } from "../../../../cli/replay/ledger/ledger-entries";
import { PreconditionFailedError } from "../../../../cli/replay/ledger/object-store";
import fc from "../../../support/random/seeded-fast-check";
import { Lake, numbered } from "../support/replayed-lake";
import { MemoryStore } from "../support/memory-store";

const FOLDER = "replay/orders/ledger/";
const INTENT = `${FOLDER}run-0001-000001.intent.jsonl`;
const DONE = `${FOLDER}run-0001-000001.done.jsonl`;

const intents: Intent[] = ["a", "b", "c"].map((id) => ({ id, data: `data-${id}`, replay: 1 }));
const outcomes = intents.map((intent) => ({
  ...intent,
  outcome: "sent" as const,
  sequenceNumber: `sent-${intent.id}`,
}));
const jsonLines = (lines: readonly object[]) =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join("");

/** A store with the ledger of one batch. */
async function written(): Promise<MemoryStore> {
  const store = new MemoryStore();
  const ledger = await Ledger.read(store, FOLDER, "run-0001");
  await (
    await ledger.intend(intents)
  )(outcomes);
  return store;
}

async function read(store: MemoryStore): Promise<Ledger | Error> {
  return Ledger.read(store, FOLDER, "run-0002").catch((error: Error) => error);
}

const contentOf = (store: MemoryStore, key: string) =>
  store.objects.get(key)?.content ?? Buffer.alloc(0);

describe("a ledger object", () => {
  it.each([
    ["intent", INTENT],
    ["done", DONE],
  ])(
    "(%s) that is cut is rejected, wherever that is, with the object and what to do",
    async (_, key) => {
      const store = await written();
      const whole = contentOf(store, key);
      for (let length = 0; length < whole.length; length += 1) {
        store.put(key, whole.subarray(0, length));
        const found = await read(store);
        if (found instanceof Ledger)
          throw new Error(`cut at byte ${length} it was taken for whole`);
        expect(found).toMatchObject({
          name: "UserError",
          message: expect.stringContaining(key) as string,
          advice: expect.stringMatching(
            /^Nothing was sent\. Restore its earlier version/,
          ) as string,
        });
      }
      store.put(key, whole);
      expect(await read(store)).toBeInstanceOf(Ledger);
    },
  );

  it("that was modified anywhere is rejected", async () => {
    const store = await written();
    const whole = contentOf(store, DONE);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          const changed = Buffer.from(whole);
          changed[at] = (changed[at] ?? 0) ^ by;
          store.put(DONE, changed);
          expect(await read(store)).toMatchObject({ name: "UserError" });
        },
      ),
      { numRuns: 400 },
    );
  });

  it.each([
    ["a line too many", (text: string) => `${text}{"id":"d"}\n`],
    ["a line taken out", (text: string) => text.replace(/\n[^\n]*\n$/, "\n")],
    ["two lines exchanged", (text: string) => text.replace(/(\{[^\n]*\n)(\{[^\n]*\n)$/, "$2$1")],
    ["the form of a later version", (text: string) => text.replace('"ledger":2', '"ledger":3')],
  ])("with %s is rejected", async (_, change) => {
    const store = await written();
    store.put(DONE, change(contentOf(store, DONE).toString()));
    expect(await read(store)).toMatchObject({ name: "UserError" });
  });

  it("that is truncated prevents a run from sending anything", async () => {
    const lake = new Lake();
    lake.fail(numbered(2));
    await lake.run();
    const key = [...lake.store.objects.keys()].find((each) => each.endsWith(".done.jsonl")) ?? "";
    lake.store.put(key, contentOf(lake.store, key).subarray(0, -1));
    await expect(lake.run()).rejects.toThrow("is damaged");
    expect(lake.stream.size).toBe(2);
  });

  it("whose response was lost is recognized as its own", async () => {
    const store = new MemoryStore();
    store.afterWrite = (key) => {
      throw new PreconditionFailedError(key);
    };
    const ledger = await Ledger.read(store, FOLDER, "run-0001");
    await (
      await ledger.intend(intents)
    )(outcomes);
    store.put(`${FOLDER}run-0001-000002.intent.jsonl`, "another's");
    await expect(ledger.intend(intents)).rejects.toThrow(PreconditionFailedError);
  });
});

describe("a ledger of an earlier version, without counts and checksums", () => {
  function old(done: string): MemoryStore {
    const store = new MemoryStore();
    store.put(INTENT, jsonLines(intents));
    store.put(DONE, done);
    return store;
  }

  it("is read in its own format", async () => {
    const found = await read(old(jsonLines(outcomes)));
    if (!(found instanceof Ledger)) throw found;
    expect(intents.map(({ id }) => found.statusOf(id).state)).toEqual(["sent", "sent", "sent"]);
  });

  it("is rejected wherever the outcomes are truncated, since the intents are known", async () => {
    const whole = jsonLines(outcomes);
    for (let length = 0; length < whole.length; length += 1) {
      expect(await read(old(whole.slice(0, length)))).toMatchObject({ name: "UserError" });
    }
  });
});

describe("what was sent", () => {
  it("stays sent although the clock of an earlier run was hours ahead, so that its name sorts last", async () => {
    const store = new MemoryStore();
    const earlier = await Ledger.read(store, FOLDER, "run-2300");
    await earlier.record([{ id: "a", outcome: "quarantined", reason: "no row", basis: "1" }]);
    const later = await Ledger.read(store, FOLDER, "run-1800");
    const [first] = intents;
    const [outcome] = outcomes;
    if (first === undefined || outcome === undefined) throw new Error("There are three.");
    await (
      await later.intend([first])
    )([outcome]);
    const found = await read(store);
    expect(found instanceof Ledger && found.statusOf("a").state).toBe("sent");
  });
});
