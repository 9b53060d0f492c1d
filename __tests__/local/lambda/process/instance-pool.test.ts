import { setTimeout as sleep } from "node:timers/promises";
import { InstancePool } from "../../../../local/lambda/process/instance-pool";
import { until } from "../../../support/until";

class Instance {
  usable = true;
  closed = false;
  constructor(readonly number: number) {}
  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }
}

function pool(idleMs = 60_000) {
  const started: Instance[] = [];
  return {
    started,
    pool: new InstancePool({
      start: async () => {
        await sleep(1);
        const instance = new Instance(started.length);
        started.push(instance);
        return instance;
      },
      maximumInstances: 2,
      idleMs,
    }),
  };
}
const number = ({ number: value }: Instance) => Promise.resolve(value);

/** A job that has begun, and ends when the test says so. */
function holdable() {
  let finish = (): void => undefined;
  let begin = (): void => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const job = async (instance: Instance) => {
    begin();
    await finished;
    return instance.number;
  };
  return { job, begun, finish: () => finish() };
}

describe("a pool of instances", () => {
  it("reuses a warm instance", async () => {
    const { pool: warm, started } = pool();
    expect([await warm.run(number), await warm.run(number)]).toEqual([0, 0]);
    expect(started).toHaveLength(1);
    await warm.close();
  });

  it("runs jobs concurrently up to its limit and lets others wait", async () => {
    const { pool: shared, started } = pool();
    let running = 0;
    let most = 0;
    const job = async (): Promise<void> => {
      most = Math.max(most, ++running);
      await sleep(5);
      running--;
    };
    await Promise.all(Array.from({ length: 7 }, () => shared.run(job)));
    expect([most, started.length]).toEqual([2, 2]);
    await shared.close();
  });

  it("replaces an instance that broke, and rejects with its error", async () => {
    const { pool: broken, started } = pool();
    await expect(
      broken.run((instance) => {
        instance.usable = false;
        return Promise.reject(new Error("broke"));
      }),
    ).rejects.toThrow("broke");
    expect(await broken.run(number)).toBe(1);
    expect(started.map(({ closed }) => closed)).toEqual([true, false]);
    await broken.close();
  });

  it("does not use an instance that broke while it was idle", async () => {
    const { pool: stale, started } = pool();
    await stale.run(number);
    for (const instance of started) instance.usable = false;
    expect(await stale.run(number)).toBe(1);
    expect(started[0]?.closed).toBe(true);
    await stale.close();
  });

  it("ends idle instances after their time", async () => {
    const { pool: short, started } = pool(5);
    await short.run(number);
    await until("the end of the instance", () => started[0]?.closed === true);
    await short.close();
  });

  it("completes a running job when it retires", async () => {
    const { pool: old, started } = pool();
    const { job: held, begun, finish } = holdable();
    const job = old.run(held);
    await begun;
    old.retire();
    expect(started[0]?.closed).toBe(false);
    finish();
    expect(await job).toBe(0);
    expect(started[0]?.closed).toBe(true);
  });

  it("ends everything when it closes, including instances that are starting", async () => {
    const { pool: closing, started } = pool();
    const { job: held, begun, finish } = holdable();
    const running = closing.run(held);
    await begun;
    const starting = closing.run(number);
    const closed = closing.close();
    finish();
    await closed;
    expect(started[0]?.closed).toBe(true);
    await expect(starting).rejects.toThrow("stopping");
    await running;
    await expect(closing.run(number)).rejects.toThrow("stopping");
    expect(started.every(({ closed }) => closed)).toBe(true);
  });

  it("continues after an instance could not start", async () => {
    let tries = 0;
    const failing = new InstancePool({
      start: () =>
        ++tries < 3 ? Promise.reject(new Error("no")) : Promise.resolve(new Instance(tries)),
      maximumInstances: 1,
      idleMs: 1_000,
    });
    const results = await Promise.allSettled([1, 2, 3].map(() => failing.run(number)));
    expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
    await failing.close();
  });
});
