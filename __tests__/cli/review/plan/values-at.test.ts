import { isUnknownAt, textsAt, valueAt, valuesAt } from "../../../../cli/review/plan/values-at";

const values = {
  ingress: [{ cidr_blocks: ["10.0.0.0/8", "0.0.0.0/0"] }, { cidr_blocks: [], port: 22 }],
  name: "",
  on: false,
};

describe("values at a path", () => {
  it.each([
    ["ingress.cidr_blocks", ["10.0.0.0/8", "0.0.0.0/0"]],
    ["ingress.port", [22]],
    ["on", [false]],
    ["name", []],
    ["missing.more", []],
  ])("%s are those of all elements of the lists on the way", (path, found) => {
    expect(valuesAt(values, path)).toEqual(found);
  });

  it("are read as text, or the first alone", () => {
    expect(textsAt(values, "ingress.port")).toEqual(["22"]);
    expect(valueAt(values, "on")).toBe(false);
    expect(valuesAt(null, "a")).toEqual([]);
  });
});

describe("marks of what is known only after apply", () => {
  it.each([
    [{ policy: true }, "policy", true],
    [{ rule: true }, "rule.status", true],
    [{ rule: [{ status: true }] }, "rule", true],
    [{ rule: [{ id: true }] }, "rule.status", false],
    [{ rule: [{}] }, "rule", false],
    [undefined, "rule", false],
  ])("%j at %s: %s", (marks, path, unknown) => {
    expect(isUnknownAt(marks, path)).toBe(unknown);
  });
});
