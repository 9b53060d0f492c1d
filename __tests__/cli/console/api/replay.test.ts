import { replayFailures } from "../../../../cli/console/api/replay";
import { hasPendingCleanup } from "../../../../cli/terminal/interruption";
import { fakeLake } from "../support/fake-lake";

describe("a replay of the console", () => {
  it("is awaited by Ctrl-C until it ends", async () => {
    let fail: (reason: Error) => void = () => undefined;
    const { aws, lake } = fakeLake({
      GetTableCommand: () => new Promise((_, reject) => void (fail = reject)),
    });
    const input = { dataset: "orders", since: "1h", match: "", dryRun: false };
    const replay = replayFailures(lake, input, new AbortController().signal);
    while (aws.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(hasPendingCleanup()).toBe(true);
    fail(new Error("ended"));
    await expect(replay).rejects.toThrow("ended");
    expect(hasPendingCleanup()).toBe(false);
  });
});
