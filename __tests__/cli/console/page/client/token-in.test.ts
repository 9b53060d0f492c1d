import { tokenIn } from "../../../../../cli/console/page/client/token-in";

const TOKEN = "aZ09-_aZ09-_aZ09-_aZ09-_aZ09-_aZ09-_aZ09-_a";

describe("the token of an address", () => {
  it.each([
    ["as it is printed", `#token=${TOKEN}`],
    ["with a blank behind it", `#token=${TOKEN}%20`],
    ["with a line break that the browser keeps", `#token=${TOKEN.slice(0, 9)}\n${TOKEN.slice(9)}`],
    ["with an indented second line", `#token=${TOKEN.slice(0, 9)}%0D%0A%09%20${TOKEN.slice(9)}`],
    ["with a blank that does not break", `#token=%C2%A0${TOKEN}\u00a0`],
  ])("is read %s", (_, fragment) => {
    expect(tokenIn(fragment)).toBe(TOKEN);
  });

  it.each([
    ["#token=", ""],
    ["#token=%20", ""],
    ["#token=%E0%A4%A", "%E0%A4%A"],
  ])("is for the server to reject: %s", (fragment, token) => {
    expect(tokenIn(fragment)).toBe(token);
  });

  it.each(["", "#", "#/pipeline", "#/sql?token=x", "#tokens=x"])("is not in %p", (fragment) => {
    expect(tokenIn(fragment)).toBeUndefined();
  });
});
