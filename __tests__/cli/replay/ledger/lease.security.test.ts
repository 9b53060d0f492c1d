import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Lease } from "../../../../cli/replay/ledger/lease";
import { ownHolder } from "../../../../cli/replay/ledger/lease-holder";
import type { LeaseHolder } from "../../../../cli/replay/ledger/lease-holder";
import { S3ObjectStore, PreconditionFailedError } from "../../../../cli/replay/ledger/object-store";
import { KinesisSender } from "../../../../cli/replay/run/stream-sender";
import * as processIdentity from "../../../../local/processes/process-identity";
import { FakeS3 } from "../support/fake-s3";
import { MemoryStore } from "../support/memory-store";
import { until } from "../../../support/until";

// Its functions are replaced one by one below, which a module's own exports don't allow.
jest.mock("../../../../local/processes/process-identity", () => ({
  __esModule: true,
  ...jest.requireActual<typeof processIdentity>("../../../../local/processes/process-identity"),
}));

const KEY = "replay/orders/lease.json";
const HOUR_MS = 3_600_000;

/** A process that has ended: nobody else has its number so soon. */
const DEAD = spawnSync(process.execPath, ["--version"]).pid;

const taken = expect.any(Lease) as unknown;
const leases: Lease[] = [];

async function take(...args: Parameters<typeof Lease.take>): Promise<Lease> {
  const lease = await Lease.take(...args);
  leases.push(lease);
  return lease;
}

/** What becomes of an attempt to take the lease of this holder. */
async function takeFrom(holder: Partial<LeaseHolder>): Promise<Lease | string> {
  const store = new MemoryStore();
  store.put(KEY, JSON.stringify({ ...ownHolder("other"), ...holder }));
  return take(store, KEY, "mine").catch(String);
}

afterEach(async () => {
  jest.restoreAllMocks();
  jest.useRealTimers();
  await Promise.all(leases.splice(0).map((lease) => lease.release()));
});

describe("the holder of a lease", () => {
  it("is alive when the system denies signalling it, since it is another user's", async () => {
    const holder = { ...ownHolder("other"), startTime: undefined };
    jest.spyOn(process, "kill").mockImplementation(() => {
      throw Object.assign(new Error("kill EPERM"), { code: "EPERM" });
    });
    const store = new MemoryStore();
    store.put(KEY, JSON.stringify({ ...holder, pid: 1 }));
    await expect(take(store, KEY, "mine")).rejects.toThrow("already being replayed");
  });

  it("is alive where the system hides it as well", async () => {
    // A number that no process has: /proc knows nothing of it, and the system says that it is another user's.
    jest.spyOn(process, "kill").mockImplementation(() => {
      throw Object.assign(new Error("kill EPERM"), { code: "EPERM" });
    });
    expect(await takeFrom({ pid: DEAD })).toContain("already being replayed");
  });

  it("is gone when its process is", async () => {
    expect(await takeFrom({ pid: DEAD })).toEqual(taken);
  });

  it("is gone when its process id was reused by a process that started at another time", async () => {
    expect(await takeFrom({ pid: process.pid })).toContain("already being replayed");
    expect(await takeFrom({ pid: process.pid, startTime: "some other time" })).toEqual(taken);
  });

  it("is alive where its start time is unknown", async () => {
    expect(await takeFrom({ pid: process.pid, startTime: "" })).toContain("already being replayed");
  });

  it("writes no start time where the system does not report it", () => {
    const unread = { pid: process.pid, startTime: "", commandLine: "" };
    jest.spyOn(processIdentity, "ownIdentity").mockReturnValue(unread);
    expect(ownHolder("mine").startTime).toBeUndefined();
  });

  it("is gone when its process is a zombie", async () => {
    // The shell's child ends at once, and the program that the shell becomes never waits for it.
    const shell = spawn("sh", ["-c", "sh -c 'exit 0' & echo $!; exec sleep 60"]);
    try {
      // A stream without encoding gives buffers.
      const [line] = (await once(shell.stdout, "data")) as [Buffer];
      const pid = Number(line.toString());
      const { startTime } = ownHolder("other");
      await until(
        "the end of the shell's child",
        async () => typeof (await takeFrom({ pid, startTime })) !== "string",
      );
    } finally {
      shell.kill("SIGKILL");
    }
  });

  it.each([
    ["on another machine of the same name", { machine: "another start of another machine" }],
    [
      "in another container, where process numbers mean something else",
      { machine: "same pid:[1]" },
    ],
    ["of which nobody wrote down the machine", { machine: undefined }],
  ])("%s is not declared dead because its process id is free here", async (_, holder) => {
    expect(await takeFrom({ pid: DEAD, ...holder })).toContain("already being replayed");
  });

  it("can't be taken over when it is unreadable", async () => {
    const store = new MemoryStore();
    store.put(KEY, '{"state":"held","run":"oth');
    await expect(take(store, KEY, "mine")).rejects.toMatchObject({
      message: expect.stringContaining("is damaged") as string,
      advice: expect.stringContaining("delete the object") as string,
    });
  });
});

describe("the age of a lease", () => {
  let s3: FakeS3 | undefined;

  afterEach(async () => {
    await s3?.stop();
  });

  it.each([
    ["hours behind S3's", 5, 60_000, "already being replayed"],
    ["hours behind S3's", 5, 400_000, undefined],
    ["hours ahead of S3's", -5, 60_000, "already being replayed"],
    ["hours ahead of S3's", -5, 400_000, undefined],
  ])(
    "is S3's when this machine's clock is %s (%i h, %i ms)",
    async (_, hours, ageMs, rejection) => {
      // The clock of the machine stays right, and the one of S3 is off: the difference is the same, and no test waits.
      s3 = await FakeS3.start(() => new Date(Date.now() + hours * HOUR_MS));
      const elsewhere = { ...ownHolder("other"), machine: "elsewhere" };
      s3.put(`/lake/${KEY}`, JSON.stringify(elsewhere), new Date(s3.now().getTime() - ageMs));
      const client = s3.client();
      const taking = take(new S3ObjectStore(client, "lake"), KEY, "mine").catch(String);
      if (rejection === undefined) expect(await taking).toEqual(taken);
      else expect(await taking).toContain(rejection);
      await Promise.all(leases.splice(0).map((lease) => lease.release()));
      client.destroy();
    },
  );

  it.each([-5, 5])("is S3's when this machine's own clock is set %i hours wrong", async (hours) => {
    const really = Date.now;
    s3 = await FakeS3.start(() => new Date(really()));
    jest.spyOn(Date, "now").mockImplementation(() => really() + hours * HOUR_MS);
    const elsewhere = { ...ownHolder("other"), machine: "elsewhere" };
    const client = s3.client();
    s3.put(`/lake/${KEY}`, JSON.stringify(elsewhere), new Date(really() - 60_000));
    const bucket = new S3ObjectStore(client, "lake");
    expect(await take(bucket, KEY, "mine").catch(String)).toContain("already being replayed");
    s3.put(`/lake/${KEY}`, JSON.stringify(elsewhere), new Date(really() - 400_000));
    expect(await take(bucket, KEY, "mine").catch(String)).toEqual(taken);
    await Promise.all(leases.splice(0).map((lease) => lease.release()));
    client.destroy();
  });

  it("counts as zero where S3 does not report its time", async () => {
    const store = new MemoryStore();
    store.put(KEY, JSON.stringify({ ...ownHolder("other"), machine: "elsewhere" }), new Date(0));
    const look = store.head.bind(store);
    store.head = async (key) => {
      const found = await look(key);
      return found && { etag: found.etag, lastModified: found.lastModified };
    };
    await expect(take(store, KEY, "mine")).rejects.toThrow("already being replayed");
  });
});

describe("a lease that is overwritten while its holder works", () => {
  const steals: readonly [string, (store: MemoryStore) => unknown][] = [
    ["overwritten", (store) => store.put(KEY, JSON.stringify(ownHolder("thief")))],
    ["deleted", (store) => store.objects.delete(KEY)],
  ];

  /** A check counts for a moment, so that the theft is noticed by one of the next. */
  async function expectNoticed(lease: Lease): Promise<void> {
    let outcome: unknown;
    await until("a check that fails", async () => {
      outcome = await lease.confirm().catch((error: unknown) => error);
      return outcome !== undefined;
    });
    expect(outcome).toMatchObject({
      name: "UserError",
      message: expect.stringContaining("Another replay took over") as string,
    });
  }

  /** Sends two records whose second is rejected at first; the lease is stolen as the first request arrives. */
  async function sendUnder(lease: Lease, steal: () => unknown) {
    const requests: number[][] = [];
    const sender = new KinesisSender({
      order: "kept",
      rate: 100,
      beforeRequest: () => lease.confirm(),
      // Longer than a look at the lease counts.
      wait: () => sleep(150),
      putRecords: (records) => {
        requests.push(records.map(({ index }) => index));
        if (requests.length === 1) steal();
        return Promise.resolve({
          Records: records.map(({ index }) =>
            index === 1 ? { ErrorCode: "InternalFailure" } : { SequenceNumber: "1" },
          ),
        });
      },
    });
    const batch = ["a", "b"].map((id, index) =>
      sender.record(Buffer.from(`{"id":"${id}"}`), index),
    );
    return { report: await sender.send(batch), requests };
  }

  it.each(steals)("(%s) is noticed before the next request, a retry as well", async (_, steal) => {
    const store = new MemoryStore();
    const lease = await take(store, KEY, "mine");
    const { report, requests } = await sendUnder(lease, () => steal(store));
    expect(requests).toEqual([[0, 1]]);
    // What arrived before is known all the same, so that the ledger can have it.
    expect(report.results).toEqual([
      { sequenceNumber: "1" },
      expect.objectContaining({ index: 1 }) as unknown,
    ]);
    expect(report.stoppedBy).toMatchObject({
      name: "UserError",
      message: expect.stringContaining("Another replay took over") as string,
    });
    await expect(lease.confirm()).rejects.toThrow("Another replay took over");
  });

  it("stays with the other run: releasing it overwrites nothing", async () => {
    const store = new MemoryStore();
    const lease = await take(store, KEY, "mine");
    store.put(KEY, JSON.stringify(ownHolder("thief")));
    await expectNoticed(lease);
    await lease.release();
    expect(store.objects.get(KEY)?.content.toString()).toContain('"run":"thief"');
  });

  it("is noticed after the machine slept, for any time", async () => {
    const store = new MemoryStore();
    const lease = await take(store, KEY, "mine");
    store.put(KEY, JSON.stringify(ownHolder("thief")));
    const really = Date.now;
    jest.spyOn(Date, "now").mockImplementation(() => really() + HOUR_MS);
    await expect(lease.confirm()).rejects.toThrow("Another replay took over");
  });

  it("is still held when the machine slept and no other run came", async () => {
    const store = new MemoryStore();
    const lease = await take(store, KEY, "mine");
    const really = Date.now;
    jest.spyOn(Date, "now").mockImplementation(() => really() + HOUR_MS);
    await expect(lease.confirm()).resolves.toBeUndefined();
  });

  it("is checked although the clock of the machine was set back", async () => {
    const store = new MemoryStore();
    const lease = await take(store, KEY, "mine");
    const really = Date.now;
    jest.spyOn(Date, "now").mockImplementation(() => really() - HOUR_MS);
    store.put(KEY, JSON.stringify(ownHolder("thief")));
    await expectNoticed(lease);
  });
});

describe("a lost response to a write of the lease", () => {
  /** The write is done, its answer lost, and the SDK's retry finds the object changed: by the write itself. */
  const loseAnswer = (store: MemoryStore) => {
    store.afterWrite = (key) => {
      throw new PreconditionFailedError(key);
    };
  };

  it("does not prevent a run from taking it", async () => {
    const store = new MemoryStore();
    loseAnswer(store);
    const lease = await take(store, KEY, "mine");
    store.afterWrite = () => undefined;
    let looks = 0;
    store.beforeLook = () => void (looks += 1);
    await until("a look at the lease", async () => {
      await lease.confirm();
      return looks > 0;
    });
  });

  it("does not stop the run that renewed it", async () => {
    jest.useFakeTimers();
    const store = new MemoryStore();
    const lease = await take(store, KEY, "mine");
    loseAnswer(store);
    await jest.advanceTimersByTimeAsync(40_000);
    await expect(lease.confirm()).resolves.toBeUndefined();
    store.afterWrite = () => undefined;
    await jest.advanceTimersByTimeAsync(40_000);
    await expect(lease.confirm()).resolves.toBeUndefined();
  });
});
