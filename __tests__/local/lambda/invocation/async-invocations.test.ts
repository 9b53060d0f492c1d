import { AsyncInvocations } from "../../../../local/lambda/invocation/async-invocations";
import type { QueuedEvent } from "../../../../local/lambda/invocation/async-invocations";

const result = (failed: boolean) =>
  Promise.resolve({ payload: failed ? "boom" : "1", failed, durationMs: 1, log: "" });

function queue(retryDelaysMs = [1, 1]) {
  const errors: string[] = [];
  const invocations = new AsyncInvocations(
    { info: () => undefined, error: (part, message) => void errors.push(`${part}: ${message}`) },
    retryDelaysMs,
  );
  return { invocations, errors };
}

/** Adds an event, waits until nothing more is done about it, and returns how often it was tried. */
async function triesOf(
  invocations: AsyncInvocations,
  invoke: (attempt: number) => ReturnType<QueuedEvent["invoke"]>,
  limits: Partial<QueuedEvent> = {},
): Promise<number> {
  let tries = 0;
  await invocations.add({
    functionName: "pub",
    requestId: "id",
    invoke: () => invoke(++tries),
    ...{ maximumRetryAttempts: 2, maximumAgeSeconds: 60, acceptedAt: Date.now() },
    ...{ failedAttempts: 0, onFailure: () => undefined, onEnd: () => undefined },
    ...limits,
  });
  return tries;
}

describe("asynchronous invocations", () => {
  it("run once if they succeed", async () => {
    const { invocations, errors } = queue();
    expect(await triesOf(invocations, () => result(false))).toBe(1);
    expect(errors).toEqual([]);
  });

  it("are retried after a failure", async () => {
    const { invocations, errors } = queue();
    expect(await triesOf(invocations, (attempt) => result(attempt < 3))).toBe(3);
    expect(errors).toEqual([]);
  });

  it("are discarded after two retries, and logged", async () => {
    const { invocations, errors } = queue();
    expect(await triesOf(invocations, () => result(true))).toBe(3);
    expect(errors).toEqual([
      "lambda: pub: event of asynchronous invocation id discarded: all 3 attempts failed, the last with boom",
    ]);
  });

  it("are retried if the function can't be started", async () => {
    const { invocations, errors } = queue();
    expect(await triesOf(invocations, () => Promise.reject(new Error("no role")))).toBe(3);
    expect(errors[0]).toContain("no role");
  });

  it("have the configured retries and age", async () => {
    const { invocations, errors } = queue([20]);
    const failing = () => result(true);
    expect(await triesOf(invocations, failing, { maximumRetryAttempts: 0 })).toBe(1);
    expect(await triesOf(invocations, failing, { maximumAgeSeconds: 0.01 })).toBe(1);
    expect(errors[1]).toContain("exceeded its maximum age");
  });

  it("do not wait any longer when the embedded AWS stops, and are not done with", async () => {
    const { invocations, errors } = queue([60_000]);
    const ends: string[] = [];
    const tries = triesOf(invocations, () => result(true), {
      onFailure: () => void ends.push("failed"),
      onEnd: () => void ends.push("done"),
    });
    await invocations.stop();
    expect(await tries).toBe(1);
    expect(ends).toEqual([]);
    expect(errors).toEqual([]);
  });

  it("continue with the attempts that are left after a restart", async () => {
    const { invocations, errors } = queue();
    const ends: string[] = [];
    const props = {
      failedAttempts: 1,
      onFailure: () => void ends.push("failed"),
      onEnd: () => void ends.push("done"),
    };
    expect(await triesOf(invocations, () => result(true), props)).toBe(2);
    expect(ends).toEqual(["failed", "failed", "done"]);
    expect(errors).toHaveLength(1);
    const old = { ...props, acceptedAt: Date.now() - 61_000 };
    expect(await triesOf(invocations, () => result(false), old)).toBe(0);
    expect(errors[1]).toContain("exceeded its maximum age");
  });

  it.each(["onEnd", "onFailure"] as const)(
    "are left to the next start where their state can't be kept: %s",
    async (callback) => {
      const { invocations, errors } = queue();
      const full = () => {
        throw new Error("ENOSPC: no space left on device, write");
      };
      const failing = callback === "onFailure";
      expect(await triesOf(invocations, () => result(failing), { [callback]: full })).toBe(1);
      expect(errors).toEqual([
        "lambda: pub: asynchronous invocation id is left to the next start: Error: ENOSPC: no space left on device, write",
      ]);
    },
  );
});
