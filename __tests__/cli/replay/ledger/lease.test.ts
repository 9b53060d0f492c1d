import { hostname } from "node:os";
import { Lease } from "../../../../cli/replay/ledger/lease";
import { MemoryStore } from "../support/memory-store";

const KEY = "replay/orders/lease.json";

function holder(changes: object): string {
  const other = { state: "held", run: "other", host: "elsewhere", pid: 1 };
  return JSON.stringify({ ...other, ...changes });
}

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

  it("is refused to a second run, with a message that names the first", async () => {
    const store = new MemoryStore(new Date());
    await take(store, "first");
    await expect(take(store, "second")).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringContaining(
        `by run first on ${hostname()}, process ${process.pid}`,
      ) as string,
    });
  });

  it("is free once it was released", async () => {
    const store = new MemoryStore(new Date());
    await (await take(store, "first")).release();
    await expect(take(store, "second")).resolves.toBeInstanceOf(Lease);
  });

  it.each([
    ["another machine, and renewed", {}, 60_000, false],
    ["another machine, and not renewed for minutes", {}, 400_000, true],
    ["no owner", { state: "free" }, 1_000, true],
  ])("held by %s is taken or not", async (_, changes, ageMs, isTaken) => {
    const store = new MemoryStore();
    store.put(KEY, holder(changes), new Date(store.now.getTime() - ageMs));
    const taking = take(store);
    if (isTaken) await expect(taking).resolves.toBeInstanceOf(Lease);
    else await expect(taking).rejects.toThrow("already being replayed");
  });

  it("goes to one of two runs that start at the same time", async () => {
    const store = new MemoryStore(new Date());
    const taken = await Promise.allSettled([take(store, "a"), take(store, "b")]);
    expect(taken.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("was taken at the time that S3 reports", async () => {
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
    await expect(lease.confirm()).resolves.toBeUndefined();
  });

  it("stops a run that can't renew it for a minute, and not before", async () => {
    jest.useFakeTimers();
    const store = new MemoryStore(new Date());
    const lease = await take(store);
    store.beforeWrite = store.beforeLook = () => {
      throw new Error("no network");
    };
    await jest.advanceTimersByTimeAsync(50_000);
    const stopped = jest.fn();
    const confirming = lease.confirm().catch(stopped);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(stopped).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(10_000);
    await confirming;
    expect(stopped).toHaveBeenCalledWith(
      expect.objectContaining({
        message: expect.stringContaining("could not renew its lease") as string,
      }),
    );
  });

  it("continues once the network is back", async () => {
    jest.useFakeTimers();
    const store = new MemoryStore(new Date());
    const lease = await take(store);
    store.beforeWrite = store.beforeLook = () => {
      throw new Error("no network");
    };
    await jest.advanceTimersByTimeAsync(50_000);
    const confirming = lease.confirm();
    store.beforeWrite = store.beforeLook = () => undefined;
    await jest.advanceTimersByTimeAsync(2_000);
    await expect(confirming).resolves.toBeUndefined();
  });
});
