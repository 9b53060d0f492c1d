import {
  ExactNumber,
  parseExactly,
  stringifyExactly,
} from "../../../../cli/replay/transform/exact-json";
import fc from "../../../support/random/seeded-fast-check";

/** JSON texts as `JSON.stringify` spaces them, with numbers of any length. */
const anyJson = (() => {
  const digits = fc.bigInt({ min: 2n ** 53n, max: 10n ** 40n - 1n }).map(String);
  const number = fc.oneof(
    fc.double({ noDefaultInfinity: true, noNaN: true }).map((value) => JSON.stringify(value)),
    digits,
    fc.tuple(digits, digits).map(([whole, part]) => `-${whole}.0${part}`),
    digits.map((text) => `${text}e+400`),
  );
  const text = fc.oneof(
    fc.string({ unit: "binary" }).map((value) => JSON.stringify(value)),
    number.map((value) => JSON.stringify(`"${value}" \\`)),
  );
  return fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom("null", "true", "false"),
      number,
      text,
      fc.array(tie("value"), { maxLength: 4 }).map((values) => `[${values.join(",")}]`),
      fc
        .dictionary(fc.oneof(fc.string(), fc.constant("__proto__")), tie("value"), { maxKeys: 4 })
        .map((members) =>
          Object.entries(members).map(([key, value]) => `${JSON.stringify(key)}:${value}`),
        )
        .map((members) => `{${members.join(",")}}`),
    ),
  })).value;
})();

describe("JSON with every digit", () => {
  it("comes back as it was", () => {
    fc.assert(
      fc.property(anyJson, (text) => {
        expect(stringifyExactly(parseExactly(text))).toBe(text);
      }),
    );
  });

  it("is what JSON.parse makes of it, but for the numbers that JavaScript would change", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseExactly(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    "9007199254740993",
    "-9007199254740993",
    "12345678901234567890",
    "0.1234567890123456789",
    "1e400",
    "1e-400",
    "1.00000000000000000001",
  ])("keeps %s", (text) => {
    const number = parseExactly(text);
    expect(number).toEqual(new ExactNumber(text));
    expect(String(number)).toBe(text);
  });

  it.each([
    ["9007199254740991", 9007199254740991],
    ["9007199254740992", 9007199254740992],
    ["0.10", 0.1],
    ["1.50E+2", 150],
    ["1e22", 1e22],
    ["-0.0", -0],
    ["5e-324", 5e-324],
  ])("reads %s as a JavaScript number", (text, number) => {
    expect(parseExactly(text)).toBe(number);
  });

  it.each([
    ["", "nothing"],
    ["{9007199254740993:1}", "a number for a key"],
    ["09007199254740993", "a zero in front"],
    ["9007199254740993.", "a point at the end"],
    ["[9007199254740993 1]", "no comma"],
    ["{} {}", "two documents"],
  ])("rejects %j: %s", (text) => {
    expect(() => parseExactly(text)).toThrow(SyntaxError);
  });

  it("writes what the language writes, and bigint", () => {
    const value = { at: new Date(0), none: undefined, list: [undefined, 7n ** 30n], own: "7" };
    expect(stringifyExactly(value)).toBe(
      '{"at":"1970-01-01T00:00:00.000Z","list":[null,22539340290692258087863249],"own":"7"}',
    );
    expect(stringifyExactly(undefined)).toBeUndefined();
  });
});

describe("a number that JavaScript would change", () => {
  it("is a bigint to calculate with where it is whole", () => {
    expect(new ExactNumber("-9007199254740993").valueOf()).toBe(-9007199254740993n);
    expect(new ExactNumber("0.1234567890123456789").valueOf()).toBe(0.12345678901234568);
  });

  it("is rejected where no number is near", () => {
    expect(() => new ExactNumber("1e400").valueOf()).toThrow(/1e400 is too large/);
  });
});
