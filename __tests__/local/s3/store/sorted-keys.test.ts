import { compareKeys, SortedKeys } from "../../../../local/s3/store/sorted-keys";
import fc from "../../../support/random/seeded-fast-check";

const byBytes = (one: string, other: string) =>
  Buffer.compare(Buffer.from(one), Buffer.from(other));
const key = fc.string({ unit: "binary", minLength: 1, maxLength: 4 });

describe("the order of keys", () => {
  it("is that of their UTF-8 bytes, also beyond the basic plane", () => {
    fc.assert(
      fc.property(key, key, (one, other) => {
        expect(Math.sign(compareKeys(one, other))).toBe(Math.sign(byBytes(one, other)));
      }),
    );
    expect(compareKeys("\u{ffee}", "\u{1f600}")).toBeLessThan(0);
  });

  it("is kept while thousands of keys come and go", () => {
    const keys = new SortedKeys();
    const expected = new Set<string>();
    for (let step = 0; step < 12_000; step += 1) {
      const name = `k${(step * 7_919) % 5_003}`;
      if (step % 3 === 2) {
        keys.delete(name);
        expected.delete(name);
      } else {
        keys.add(name);
        expected.add(name);
      }
    }
    const sorted = [...expected].sort(byBytes);
    expect([...keys.from(() => false)]).toEqual(sorted);
    const place = "k4";
    expect([...keys.from((each) => compareKeys(each, place) < 0)]).toEqual(
      sorted.filter((each) => byBytes(each, place) >= 0),
    );
  });
});
