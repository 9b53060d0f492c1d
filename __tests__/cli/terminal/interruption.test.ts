import {
  hasPendingCleanup,
  onInterrupt,
  watchInterruption,
} from "../../../cli/terminal/interruption";

describe("a process that is interrupted", () => {
  it("is busy until the last cleanup has ended, so that a lost terminal does not end it", async () => {
    jest.spyOn(process.stderr, "write").mockReturnValue(true);
    const ended = new Promise<unknown>((resolve) => {
      // A test has to outlive it.
      jest.spyOn(process, "exit").mockImplementation(((code: unknown) => resolve(code)) as never);
    });
    let finish = (): void => undefined;
    const slow = new Promise<void>((resolve) => (finish = resolve));
    const order: string[] = [];
    onInterrupt(() => void order.push("oldest"));
    onInterrupt(async () => {
      await slow;
      // As work does that goes on, and starts a program.
      onInterrupt(() => void order.push("of meanwhile"));
    });
    const known = new Set(process.listeners("SIGHUP"));
    watchInterruption();
    process.listeners("SIGHUP").forEach((each) => known.has(each) || each("SIGHUP"));
    expect(hasPendingCleanup()).toBe(true);
    finish();
    expect(await ended).toBe(130);
    expect(order).toEqual(["of meanwhile", "oldest"]);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.removeAllListeners(signal);
    jest.restoreAllMocks();
  });
});
