import { TimeLimitError, withTimeout } from "../../aws/with-timeout";

describe("a time limit", () => {
  it("passes the result of work that ends in time on", async () => {
    await expect(withTimeout(60_000, () => Promise.resolve("done"))).resolves.toBe("done");
  });

  it("passes the error of work that fails in time on", async () => {
    const failing = withTimeout(60_000, () => Promise.reject(new Error("no")));
    await expect(failing).rejects.toThrow("no");
  });

  it("aborts work that takes longer, and says how long it had", async () => {
    let signal: AbortSignal | undefined;
    const hanging = withTimeout(10, (given) => {
      signal = given;
      return new Promise(() => undefined);
    });
    await expect(hanging).rejects.toThrow(new TimeLimitError(10));
    expect(signal?.aborted).toBe(true);
  });

  it("rejects with its own error although the work fails when it is aborted", async () => {
    const aborted = withTimeout(
      10,
      (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(new Error("aborted")));
        }),
    );
    await expect(aborted).rejects.toBeInstanceOf(TimeLimitError);
  });
});
