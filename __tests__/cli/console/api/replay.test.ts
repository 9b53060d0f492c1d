import { replayFailures } from "../../../../cli/console/api/replay";
import { hasPendingCleanup } from "../../../../cli/terminal/interruption";
import { LakeWithFailures } from "../support/failed-objects";
import { fakeLake } from "../support/fake-lake";

const INPUT = { dataset: "orders", since: "1h", match: "" };

describe("a replay of the console", () => {
  it("is awaited by Ctrl-C until it ends", async () => {
    let fail: (reason: Error) => void = () => undefined;
    const { aws, lake } = fakeLake({
      GetTableCommand: () => new Promise((_, reject) => void (fail = reject)),
    });
    const input = { ...INPUT, dryRun: false, shown: "any" };
    const replay = replayFailures(lake, input, new AbortController().signal);
    while (aws.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(hasPendingCleanup()).toBe(true);
    fail(new Error("ended"));
    await expect(replay).rejects.toThrow("ended");
    expect(hasPendingCleanup()).toBe(false);
  });

  describe("after a dry run", () => {
    const now = Date.now();
    const record = (id: number) => ({ arrival: now - 60_000 + id, data: `{"id":${id}}` });
    let failing: LakeWithFailures;
    const replay = (changes: object) =>
      replayFailures(failing.fake.lake, { ...INPUT, ...changes }, new AbortController().signal);

    beforeEach(() => {
      failing = new LakeWithFailures(now, {
        GetTableCommand: () => ({
          Table: { StorageDescriptor: { Columns: [{ Name: "id", Type: "int" }] } },
        }),
        HeadObjectCommand: () => Promise.reject(new Error("the lease is looked at")),
        PutObjectCommand: () => Promise.reject(new Error("the lease is taken")),
      });
      failing.fail([record(1), record(2)]);
    });
    const writes = () =>
      failing.fake.aws.calls.filter(({ command }) => /^Put|^Head/.test(command)).length;

    it("sends what it has shown, which it needs to know", async () => {
      await expect(replay({ dryRun: false })).rejects.toMatchObject({ status: 400 });
      const { totals, selection, since } = await replay({ dryRun: true });
      expect(totals).toMatchObject({ read: 2, sent: 2 });
      expect(writes()).toBe(0);
      // It is accepted, and the run begins.
      await expect(replay({ since, shown: selection, dryRun: false })).rejects.toThrow("the lease");
      expect(writes()).toBeGreaterThan(0);
    });

    it.each([
      ["another record has failed", () => failing.fail([record(3)]), {}],
      ["the records are others", () => undefined, { match: '"id":1' }],
      [
        "they are of another time",
        () => undefined,
        { since: new Date(now - 59_998).toISOString() },
      ],
    ])("sends nothing if %s", async (_, change, changes) => {
      const { selection, since } = await replay({ dryRun: true });
      change();
      const input = { since, ...changes, shown: selection, dryRun: false };
      await expect(replay(input)).rejects.toMatchObject({
        name: "RequestError",
        status: 409,
        message: expect.stringContaining("nothing was sent") as string,
        advice: "Do the dry run again.",
      });
      expect(writes()).toBe(0);
    });
  });
});
