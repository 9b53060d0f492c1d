import { PassThrough } from "node:stream";
import { confirmName } from "../../../cli/destroy/confirm-name";
import { missingKeys, rejectUselessSwitch, requireKeys } from "../../../cli/destroy/destroy-keys";
import { environmentOf } from "../../support/plans/synth";

const dev = environmentOf("dev", { removalPolicy: "destroy" });
const prod = environmentOf("prod", { removalPolicy: "retain" });
const local = environmentOf("local");

describe("the keys of lake destroy", () => {
  it.each([
    ["the variable", dev, undefined, ["LAKE_ALLOW_DESTROY is not set."]],
    [
      "a variable that names it",
      dev,
      "local",
      ['LAKE_ALLOW_DESTROY is "local", which does not name dev.'],
    ],
    ["the removal policy", prod, "prod", ['prod keeps its data: its removalPolicy is "retain".']],
    [
      "both",
      prod,
      undefined,
      ['prod keeps its data: its removalPolicy is "retain".', "LAKE_ALLOW_DESTROY is not set."],
    ],
    ["nothing, named among several", dev, "local, dev", []],
    ["nothing, on the embedded AWS", local, undefined, []],
  ])("lack %s", (_, environment, allowDestroy, problems) => {
    expect(missingKeys(environment, allowDestroy).map(({ problem }) => problem)).toEqual(problems);
  });

  it("are all named in one error, with what to set and how to look first", () => {
    let thrown: unknown;
    try {
      requireKeys("prod", missingKeys(prod, undefined));
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({
      message: expect.stringMatching(/prod was not destroyed:\n.*retain.*\n.*is not set/) as string,
      advice: expect.stringMatching(
        /removalPolicy: "destroy".*LAKE_ALLOW_DESTROY=prod.*--dry-run/,
      ) as string,
    });
    expect(() => requireKeys("dev", missingKeys(dev, "dev"))).not.toThrow();
  });

  it("are rejected where they name what can't be destroyed", () => {
    expect(() => rejectUselessSwitch([dev, prod], "deb")).toThrow("not the name of an environment");
    expect(() => rejectUselessSwitch([dev, prod], "prod")).toThrow("keeps its data");
    expect(() => rejectUselessSwitch([dev, prod], "dev")).not.toThrow();
  });
});

describe("the confirmation", () => {
  function typing(text: string, isTTY = true) {
    const input = Object.assign(new PassThrough(), { isTTY });
    input.end(text);
    return confirmName("dev", { input, output: new PassThrough().resume() });
  }

  it.each(["dev\n", " dev \n"])("takes the name: %j", async (typed) => {
    await expect(typing(typed)).resolves.toBeUndefined();
  });

  it.each(["yes\n", "prod\n", "\n", ""])("takes nothing else: %j", async (typed) => {
    await expect(typing(typed)).rejects.toThrow("Nothing was destroyed.");
  });

  it("is interrupted by Ctrl-C, as any command, and is no wrong name", async () => {
    const kill = jest.spyOn(process, "kill").mockReturnValue(true);
    const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
    const output = Object.assign(new PassThrough().resume(), { isTTY: true });
    let hasEnded = false;
    const end = () => (hasEnded = true);
    const asked = confirmName("dev", { input, output }).then(end, end);
    input.write("\x03");
    await new Promise((resolve) => setTimeout(resolve, 50));
    try {
      expect(kill).toHaveBeenCalledWith(process.pid, "SIGINT");
      expect(hasEnded).toBe(false);
    } finally {
      kill.mockRestore();
      input.end();
      await asked;
    }
  });

  it("is not possible without a terminal", async () => {
    await expect(typing("dev\n", false)).rejects.toMatchObject({
      advice: expect.stringContaining("--yes") as string,
    });
  });
});
