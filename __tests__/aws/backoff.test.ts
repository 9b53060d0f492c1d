import { backoffMs } from "../../aws/backoff";

describe("backoff", () => {
  const policy = { baseDelayMs: 100, maximumDelayMs: 1_000 };

  it.each([
    [1, 100],
    [2, 200],
    [3, 400],
    [4, 800],
    [5, 1_000],
    [50, 1_000],
  ])("after attempt %i waits from 0 up to %i ms", (attempt, longest) => {
    expect(backoffMs(policy, attempt, () => 0)).toBe(0);
    expect(backoffMs(policy, attempt, () => 0.5)).toBe(longest / 2);
    expect(backoffMs(policy, attempt, () => 1)).toBe(longest);
  });
});
