import { sourceObjects } from "../../../../cli/replay/source/source-objects";
import type { TimeRange } from "../../../../cli/replay/source/time-range";
import { MemoryStore } from "../support/memory-store";

const FOLDER = "errors/orders/format-conversion-failed/";
const horizon = new Date("2026-11-26T00:00:00Z");

describe("the objects of a time range", () => {
  const store = new MemoryStore();
  for (const [day, hour] of [
    ["24", "23"],
    ["25", "07"],
    ["25", "08"],
    ["25", "09"],
    ["26", "00"],
  ]) {
    const moment = `2026-11-${day}-${hour}-30-00`;
    store.put(
      `${FOLDER}year=2026/month=11/day=${day}/hour=${hour}/lake-1-${moment}-0a1b2c3d-0000-0000-0000-000000000000`,
      `${day} ${hour}`,
      new Date(`2026-11-${day}T${hour}:31:00Z`),
    );
  }
  store.put(`${FOLDER}notes.txt`, "no hour");

  async function contents(range: TimeRange, until = horizon): Promise<string[]> {
    store.listings.length = 0;
    const found: string[] = [];
    for await (const object of sourceObjects({ store, folders: [FOLDER], range, horizon: until })) {
      found.push(object.content.toString("utf8"));
    }
    return found;
  }

  it("are all objects written until now where the range is open", async () => {
    expect(await contents({})).toEqual(["24 23", "25 07", "25 08", "25 09"]);
    expect(store.listings).toEqual([{ prefix: FOLDER }]);
  });

  it("start with those whose newest record may be in the range, and the listing with their day", async () => {
    const since = new Date("2026-11-25T09:05:00Z");
    expect(await contents({ since })).toEqual(["25 08", "25 09"]);
    expect(store.listings).toEqual([
      { prefix: FOLDER, after: `${FOLDER}year=2026/month=11/day=25/` },
    ]);
    expect(await contents({ since: new Date("2026-11-25T09:15:00Z") })).toEqual(["25 09"]);
  });

  it("end with the hour before the range's end", async () => {
    expect(await contents({ until: new Date("2026-11-25T08:00:00Z") })).toEqual(["24 23", "25 07"]);
  });

  it("were written before the run started", async () => {
    expect(await contents({}, new Date("2026-11-25T08:00:00Z"))).toEqual(["24 23", "25 07"]);
  });

  it("have the arrival of their oldest record in their name", async () => {
    for await (const { hour, oldest } of sourceObjects({
      store,
      folders: [FOLDER],
      range: {},
      horizon,
    })) {
      expect(oldest.getTime() - hour.getTime()).toBe(30 * 60_000);
    }
  });

  it("reject for the reader that awaits one that can't be read", async () => {
    const gone = new MemoryStore();
    gone.put(`${FOLDER}year=2026/month=11/day=25/hour=07/a`, "a");
    gone.read = () => Promise.reject(new Error("denied"));
    const objects = sourceObjects({ store: gone, folders: [FOLDER], range: {}, horizon });
    await expect(objects.next()).rejects.toThrow("denied");
  });
});
