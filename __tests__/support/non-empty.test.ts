import { nonEmpty } from "./non-empty";

describe("a list to loop over", () => {
  it("is returned when it has items", () => {
    const list = [1, 2];
    expect(nonEmpty(list)).toBe(list);
  });

  it("is rejected when it is empty", () => {
    expect(() => nonEmpty([])).toThrow("nothing would be checked");
  });
});
