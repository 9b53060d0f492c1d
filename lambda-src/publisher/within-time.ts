/** A request that was given up: whether the service did it is not known. */
export class NoAnswerError extends Error {
  override readonly name = "NoAnswerError";

  constructor(milliseconds: number) {
    super(`no answer within ${milliseconds} ms`);
  }
}

/**
 * Ends work that takes too long: `signal` aborts it, and whether or not it listens, the time ends here.
 *
 * @throws {@link NoAnswerError} when the time is over
 */
export async function withinTime<Result>(
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const abortion = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeIsOver = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      // First the answer, so that the error is this one and not the one with which the work ends.
      reject(new NoAnswerError(milliseconds));
      abortion.abort();
    }, milliseconds);
  });
  try {
    return await Promise.race([work(abortion.signal), timeIsOver]);
  } finally {
    clearTimeout(timer);
  }
}
