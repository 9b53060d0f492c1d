import { until } from "./until";

describe("until", () => {
  it("returns once the condition holds, also one that is asynchronous", async () => {
    let asked = 0;
    await until("the third question", () => (asked += 1) === 3);
    expect(asked).toBe(3);
    await until("the fifth question", () => Promise.resolve((asked += 1) === 5));
    expect(asked).toBe(5);
  });

  it("throws what was awaited when it does not come", async () => {
    await expect(until("the end of the world", () => false, 30)).rejects.toThrow(
      /^Waited in vain for: the end of the world \(\d+ ms\)$/,
    );
  });

  it("passes on what the condition throws", async () => {
    await expect(
      until("an answer", () => {
        throw new Error("refused");
      }),
    ).rejects.toThrow("refused");
  });
});
