import { backoffMs } from "../../../../aws/backoff";
import { DEFAULT_RETRY_POLICY } from "../../../../lambda-src/publisher/sending/retry-policy";

describe("the default retry policy", () => {
  it("bridges some seconds of a shard at its limit", () => {
    const total = Array.from({ length: DEFAULT_RETRY_POLICY.maximumAttempts - 1 }, (_, index) =>
      backoffMs(DEFAULT_RETRY_POLICY, index + 1, () => 0.5),
    ).reduce((sum, delay) => sum + delay, 0);
    expect(total).toBeGreaterThan(8_000);
    expect(total).toBeLessThan(20_000);
  });
});
