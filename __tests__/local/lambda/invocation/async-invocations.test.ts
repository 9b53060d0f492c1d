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

/** Adds an event, waits until it is done or discarded, and returns how often it was tried. */
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
    maximumRetryAttempts: 2,
    maximumAgeSeconds: 60,
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

  it("do not wait any longer when the embedded AWS stops", async () => {
    const { invocations, errors } = queue([60_000]);
    const tries = triesOf(invocations, () => result(true));
    await invocations.stop();
    expect(await tries).toBe(1);
    expect(errors[0]).toContain("the embedded AWS is stopping");
  });
});
