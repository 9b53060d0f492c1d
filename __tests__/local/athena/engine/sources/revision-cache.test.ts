import fc from "../../../../support/random/seeded-fast-check";

import { RevisionCache } from "../../../../../local/athena/engine/sources/revision-cache";

describe("a cached value", () => {
  let reads: number;
  const load = () => Promise.resolve((reads += 1));

  beforeEach(() => {
    reads = 0;
  });

  it("is valid for one revision", async () => {
    const cache = new RevisionCache<number>();
    expect(await cache.read("table", 1, load)).toBe(1);
    expect(await cache.read("table", 1, load)).toBe(1);
    expect(await cache.read("table", 2, load)).toBe(2);
    expect(await cache.read("table", 2, load)).toBe(2);
    expect(await cache.read("other", 2, load)).toBe(3);
  });

  it("is not kept without a revision", async () => {
    const cache = new RevisionCache<number>();
    await cache.read("table", undefined, load);
    expect(await cache.read("table", undefined, load)).toBe(2);
  });

  it("is not kept if loading fails", async () => {
    const cache = new RevisionCache<number>();
    await expect(cache.read("table", 1, () => Promise.reject(new Error("lost")))).rejects.toThrow();
    expect(await cache.read("table", 1, load)).toBe(1);
  });

  it("is evicted when it is the least recently used", async () => {
    const cache = new RevisionCache<number>();
    const read = (key: string) => cache.read(key, 1, load);
    const first = await read("first");
    await read("second");
    for (let other = 0; other < 498; other += 1) await read(`other ${other}`);
    expect(await read("first")).toBe(first);
    await read("one too many");
    expect(await read("first")).toBe(first);
    const before = reads;
    await read("second");
    expect(reads).toBe(before + 1);
  });

  it("is never older than a change that ended before it was requested", async () => {
    const steps = fc.array(fc.boolean(), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(steps, fc.scheduler(), async (writes, scheduler) => {
        const cache = new RevisionCache<number>();
        let state = 0;
        let revision = 0;
        let ended = 0;
        const onItsWay = () => scheduler.schedule(Promise.resolve());
        const write = async () => {
          await onItsWay();
          const version = (state += 1);
          await onItsWay();
          revision += 1;
          ended = Math.max(ended, version);
        };
        const read = async () => {
          const oldest = ended;
          const value = await cache.read("table", revision, async () => {
            await onItsWay();
            const answer = state;
            await onItsWay();
            return answer;
          });
          expect(value).toBeGreaterThanOrEqual(oldest);
        };
        const running = writes.map(async (isWrite) => {
          await onItsWay();
          await (isWrite ? write() : read());
        });
        await scheduler.waitAll();
        await Promise.all(running);
      }),
      { numRuns: 500 },
    );
  });
});
