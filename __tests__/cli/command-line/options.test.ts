import { InvalidArgumentError, Option } from "commander";
import { optionDescription } from "../../../cli/command-line/help";
import {
  datasetOption,
  decimalNumber,
  environmentOption,
  portOption,
  repeatable,
  wholeNumber,
} from "../../../cli/command-line/options";

import { BLOCKED_PORTS } from "../../../local/lifecycle/emulator-options";

describe("the options that commands share", () => {
  it("have their defaults", () => {
    expect(environmentOption().defaultValue).toBe("local");
    expect(portOption().description).toContain("(default: that of the last time, at first 4566)");
    expect(datasetOption("all of them").description).toContain("(default: all of them)");
  });

  it.each(["80", "4566", "65535", "0080"])("accept the port %s", (text) => {
    expect(portOption().parseArg?.(text, undefined)).toBe(Number(text));
  });

  it.each([1, 22, 6000, 10080])(
    "refuse the port %d, which nothing here could call",
    async (port) => {
      await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toMatchObject({
        cause: { message: "bad port" },
      });
      const parse = () => portOption().parseArg?.(String(port), undefined);
      expect(parse).toThrow(/belongs to another protocol.* choose another, such as 4566/);
    },
  );

  it("accept no port that fetch blocks", async () => {
    const reasons = await Promise.all(
      [...BLOCKED_PORTS].map((port) =>
        fetch(`http://127.0.0.1:${port}`).then(
          () => "called",
          (error: Error) => (error.cause as Error).message, // fetch gives every failure a cause
        ),
      ),
    );
    expect([...new Set(reasons)]).toEqual(["bad port"]);
  });

  it.each(["0", "65536", "-1", "1.5", "1e3", "0x10", "", " 80", "８０", "Infinity"])(
    "refuse the port %j with the range",
    (text) => {
      const parse = () => portOption().parseArg?.(text, undefined);
      expect(parse).toThrow(InvalidArgumentError);
      expect(parse).toThrow("Expected a whole number from 1 to 65535.");
    },
  );

  it("include both bounds of whole numbers", () => {
    const parse = wholeNumber(2, 3);
    expect([parse("2"), parse("3")]).toEqual([2, 3]);
    expect(() => parse("1")).toThrow("from 2 to 3");
    expect(() => parse("4")).toThrow("from 2 to 3");
  });

  it.each([
    ["0.5", 0.5],
    ["1e3", 1000],
    ["7", 7],
  ])("accept the number %s", (text, value) => {
    expect(decimalNumber(0.5)(text)).toBe(value);
  });

  it.each(["0.4", "-1", ".5", "1.", "1e999", "NaN", ""])("refuse the number %j", (text) => {
    expect(() => decimalNumber(0.5)(text)).toThrow("Expected a number of at least 0.5.");
  });

  it("collect an option that is given several times, in order", () => {
    expect(
      ["b", "c"].reduce((all, one) => repeatable(one, all), ["a"] as readonly string[]),
    ).toEqual(["a", "b", "c"]);
  });
});

describe("the help of an option", () => {
  it.each<[string, unknown, string]>([
    ["its default", "local", 'where (default: "local")'],
    ["no default of a flag that is off", false, "where"],
    ["no default of an empty list", [], "where"],
  ])("has %s", (_, value, text) => {
    expect(optionDescription(new Option("--at <name>", "where").default(value))).toBe(text);
  });
});
