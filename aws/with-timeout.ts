/** Work that was abandoned when its time limit had passed; whether it took effect is unknown. */
export class TimeLimitError extends Error {
  override readonly name = "TimeLimitError";

  constructor(milliseconds: number) {
    super(`no response within ${milliseconds} ms`);
  }
}

/**
 * Limits the time of asynchronous work. When the limit has passed, `signal` is aborted and the returned promise rejects,
 * whether or not the work reacts to the signal.
 *
 * @throws {@link TimeLimitError} when the limit has passed
 */
export async function withTimeout<Result>(
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      // Reject before aborting, so that the caller sees this error and not the one that the abort causes in the work.
      reject(new TimeLimitError(milliseconds));
      controller.abort();
    }, milliseconds);
  });
  try {
    return await Promise.race([work(controller.signal), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
