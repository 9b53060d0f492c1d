import { selectByJq } from "../../../../cli/publish/input/jq-selection";
import { runJq } from "../../../../cli/publish/input/run-jq";

describe("jq", () => {
  it("selects values", async () => {
    expect(await runJq('{"a":[1,{"b":2}]}', ".a[]")).toEqual({
      stdout: expect.stringMatching(/^1\n\{"b":2\}\n?$/) as string,
      stderr: "",
      exitCode: 0,
    });
  });

  it("is stopped when an expression does not end, and blocks nothing until then", async () => {
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 10);
    await expect(runJq("{}", "def f: f; f", 1)).rejects.toThrow(
      'The jq expression "def f: f; f" did not end within 1 s.',
    );
    clearInterval(counting);
    expect(turns).toBeGreaterThan(5);
  });

  it.each(["--version", "--help", "-n"])("takes %s as an expression", async (expression) => {
    await expect(selectByJq("{}", "a.json", expression)).rejects.toThrow(
      `The jq expression "${expression}" fails for a.json: `,
    );
  });

  it("reads a negated value", async () => {
    expect((await runJq('{"a":1}', "-.a")).stdout.trim()).toBe("-1");
  });
});
