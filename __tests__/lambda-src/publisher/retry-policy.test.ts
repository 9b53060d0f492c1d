import {
  backoffMs,
  DEFAULT_RETRY_POLICY,
  isTransient,
} from "../../../lambda-src/publisher/retry-policy";

describe("backoff", () => {
  const policy = { baseDelayMs: 100, maximumDelayMs: 1_000 };

  it.each([
    [1, 100],
    [2, 200],
    [3, 400],
    [4, 800],
    [5, 1_000],
    [50, 1_000],
  ])("after try %i waits from 0 up to %i ms", (attempt, longest) => {
    expect(backoffMs(policy, attempt, () => 0)).toBe(0);
    expect(backoffMs(policy, attempt, () => 0.5)).toBe(longest / 2);
    expect(backoffMs(policy, attempt, () => 1)).toBe(longest);
  });

  it("rides out a shard at its limit for some seconds by default", () => {
    const total = Array.from({ length: DEFAULT_RETRY_POLICY.maximumAttempts - 1 }, (_, index) =>
      backoffMs(DEFAULT_RETRY_POLICY, index + 1, () => 0.5),
    ).reduce((sum, delay) => sum + delay, 0);
    expect(total).toBeGreaterThan(8_000);
    expect(total).toBeLessThan(20_000);
  });
});

describe("a failed request", () => {
  const failure = (fields: object) => Object.assign(new Error("no"), fields);

  it.each([
    ["a throttled one", { name: "ProvisionedThroughputExceededException" }],
    ["a throttled key", { name: "KMSThrottlingException", $metadata: { httpStatusCode: 400 } }],
    ["an unavailable service", { $metadata: { httpStatusCode: 503 } }],
    ["too many requests", { $metadata: { httpStatusCode: 429 } }],
    ["a reset connection", { code: "ECONNRESET" }],
    ["a refused connection", { code: "ECONNREFUSED" }],
    ["a timeout", { name: "TimeoutError" }],
  ])("is tried again: %s", (_, fields) => {
    expect(isTransient(failure(fields))).toBe(true);
  });

  it.each([
    ["a missing stream", { name: "ResourceNotFoundException", $metadata: { httpStatusCode: 400 } }],
    ["a missing right", { name: "AccessDeniedException", $metadata: { httpStatusCode: 400 } }],
    ["a bug", {}],
  ])("is not tried again: %s", (_, fields) => {
    expect(isTransient(failure(fields))).toBe(false);
  });

  it("is not tried again when it is no error at all", () => {
    expect([isTransient("no"), isTransient(null)]).toEqual([false, false]);
  });
});
