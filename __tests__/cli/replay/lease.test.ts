import { spawnSync } from "node:child_process";
import { hostname } from "node:os";
import { Lease } from "../../../cli/replay/lease";
import { MemoryStore } from "./support/memory-store";

const KEY = "replay/orders/lease.json";

/** A process that has ended: nobody else has its number so soon. */
const DEAD = spawnSync(process.execPath, ["--version"]).pid;

function holder(changes: object): string {
  const other = { state: "held", run: "other", host: "elsewhere", pid: 1 };
  return JSON.stringify({ ...other, ...changes });
}

const ago = (ms: number) => new Date(Date.now() - ms);

describe("the lease of a dataset's replay", () => {
  const leases: Lease[] = [];
  const take = async (store: MemoryStore, run = "mine") => {
    const lease = await Lease.take(store, KEY, run);
    leases.push(lease);
    return lease;
  };

  afterEach(async () => {
    jest.useRealTimers();
    await Promise.all(leases.splice(0).map((lease) => lease.release()));
  });

  it("is refused to a second run, which is told of the first", async () => {
    const store = new MemoryStore(new Date());
    await take(store, "first");
    await expect(take(store, "second")).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringContaining(
        `by run first on ${hostname()}, process ${process.pid}`,
      ) as string,
    });
  });

  it("is free once it was given back", async () => {
    const store = new MemoryStore(new Date());
    await (await take(store, "first")).release();
    await expect(take(store, "second")).resolves.toBeInstanceOf(Lease);
  });

  it.each([
    ["a process of this machine that is gone", { host: hostname(), pid: DEAD }, 1_000, true],
    ["a process of this machine that lives", { host: hostname(), pid: process.pid }, 1_000, false],
    ["another machine, and renewed", {}, 60_000, false],
    ["another machine, and not renewed for minutes", {}, 400_000, true],
    ["nobody", { state: "free" }, 1_000, true],
  ])("held by %s is taken or not", async (_, changes, ageMs, isTaken) => {
    const store = new MemoryStore(new Date());
    store.put(KEY, holder(changes), ago(ageMs));
    const taking = take(store);
    if (isTaken) await expect(taking).resolves.toBeInstanceOf(Lease);
    else await expect(taking).rejects.toThrow("being replayed already");
  });

  it("goes to one of two that come at the same moment", async () => {
    const store = new MemoryStore(new Date());
    const taken = await Promise.allSettled([take(store, "a"), take(store, "b")]);
    expect(taken.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("was taken when S3 says", async () => {
    const store = new MemoryStore(new Date());
    expect((await take(store)).takenAt).toEqual(store.now);
  });

  it("is renewed while it is held", async () => {
    jest.useFakeTimers();
    const store = new MemoryStore(new Date());
    const lease = await take(store);
    const before = store.objects.get(KEY)?.etag;
    await jest.advanceTimersByTimeAsync(120_000);
    expect(store.objects.get(KEY)?.etag).not.toBe(before);
    expect(() => lease.assertHeld()).not.toThrow();
  });

  it("stops a run that another took it from", async () => {
    jest.useFakeTimers();
    const store = new MemoryStore(new Date());
    const lease = await take(store);
    store.put(KEY, holder({}));
    await jest.advanceTimersByTimeAsync(20_000);
    expect(() => lease.assertHeld()).toThrow("Another replay took over");
  });

  it("stops a run that can't renew it for a minute", async () => {
    jest.useFakeTimers();
    const store = new MemoryStore(new Date());
    const lease = await take(store);
    store.beforeWrite = () => {
      throw new Error("no network");
    };
    await jest.advanceTimersByTimeAsync(50_000);
    expect(() => lease.assertHeld()).not.toThrow();
    await jest.advanceTimersByTimeAsync(20_000);
    expect(() => lease.assertHeld()).toThrow("could not renew its lease");
  });
});
