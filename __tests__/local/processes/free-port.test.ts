import { once } from "node:events";
import { createServer } from "node:net";
import { freePort, freePortAbove } from "../../../local/processes/free-port";

describe("the first free port above another one", () => {
  it("skips ports in use and those that the caller can't use, and is the same the next time", async () => {
    const first = await freePort();
    const used = createServer().listen(first, "127.0.0.1");
    await once(used, "listening");
    try {
      const above = (await freePortAbove(first - 1)) ?? 0;
      expect(above).toBeGreaterThan(first);
      expect(await freePortAbove(first - 1)).toBe(above);
      expect(await freePortAbove(first - 1, (port) => port !== above)).toBeGreaterThan(above);
    } finally {
      used.close();
    }
  });

  it("is none above the highest", async () => {
    expect(await freePortAbove(65_535)).toBeUndefined();
  });
});
