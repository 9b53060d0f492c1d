import { escapeRegExp } from "../../formats/escape-reg-exp";

const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).join("");

describe("an escaped regular expression", () => {
  it.each(["", "u", "v"])("matches its text and no other, with the flags '%s'", (flags) => {
    for (const text of [...ASCII, ASCII, "a.b*c", "[x]|(y)", "\\d", "ü😀"]) {
      const expression = new RegExp(`^${escapeRegExp(text)}$`, flags);
      expect(expression.exec(text)?.[0]).toBe(text);
      expect(expression.test(`${text}${text}!`)).toBe(false);
    }
  });

  it("has no syntax left", () => {
    expect(new RegExp(`^${escapeRegExp("a.*(b|c)?")}$`).test("axxb")).toBe(false);
  });
});
