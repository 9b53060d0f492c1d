import { Command } from "commander";
import { reportUsageErrors } from "../../../cli/command-line/usage-errors";
import { declareCommand, lazyAction } from "../../../cli/command-line/declare-command";
import { environmentOption } from "../../../cli/command-line/options";
import { UserError } from "../../../errors/user-error";

type Work = Parameters<typeof lazyAction<{ readonly env: string }>>[0];

/** Runs `lake look …` with an action, and returns what it wrote to standard error. */
async function run(work: Work, ...args: readonly string[]): Promise<string> {
  const lake = new Command("lake");
  declareCommand(lake, "look", "look at it", ["npx lake look"])
    .addOption(environmentOption())
    .action(lazyAction(work));
  const stderr = jest.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    await lake.parseAsync(["look", ...args], { from: "user" });
    return stderr.mock.calls.map(([text]) => String(text)).join("");
  } finally {
    stderr.mockRestore();
  }
}

describe("a declared command", () => {
  const { exitCode } = process;

  afterEach(() => {
    process.exitCode = exitCode;
  });

  it("names its own help after an error, with the command that it belongs to", () => {
    const lake = new Command("lake");
    const dataset = lake.command("dataset");
    const add = declareCommand(dataset, "add", "add it", ["npx lake dataset add"]);
    const written: string[] = [];
    reportUsageErrors(lake, false);
    add
      .exitOverride()
      .configureOutput({ ...add.configureOutput(), writeErr: (text) => void written.push(text) });
    expect(() => lake.parse(["dataset", "add", "--what"], { from: "user" })).toThrow();
    expect(written.join("")).toContain("Run `npx lake dataset add --help`");
  });

  it.each([
    [["--env", "dev"], { json: false, env: "dev" }],
    [["--json"], { json: true, env: "local" }],
  ])("gives %j to its action, and an output in that form", async (args, expected) => {
    const seen: object[] = [];
    const written = await run(
      () =>
        Promise.resolve((output, { env }) => {
          seen.push({ json: output.json, env });
          return Promise.resolve();
        }),
      ...args,
    );
    expect(seen).toEqual([expected]);
    expect(written).toBe("");
    expect(process.exitCode).toBe(exitCode);
  });

  it.each<[string, unknown, string]>([
    ["of a user", new UserError("It is red.", "Paint it."), "error: It is red.\nPaint it.\n"],
    ["of the program", new TypeError("a\x1b[31m"), "Set LAKE_DEBUG=1 for a stack trace."],
    ["that is no error", "gone", "error: gone\n"],
  ])("turns an error %s into one message and exit code 1", async (_, error, text) => {
    // Whatever is thrown.
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors
    const written = await run(() => Promise.resolve(() => Promise.reject(error)), "--env", "dev");
    expect(written).toContain(text);
    expect(written).not.toMatch(/\n\s+at /);
    expect(written).not.toContain("\x1b");
    expect(process.exitCode).toBe(1);
  });

  it("reports a command that can't be loaded in the same way", async () => {
    const written = await run(() => Promise.reject(new Error("no package")), "--env", "dev");
    expect(written).toMatch(/^error: no package\n/);
    expect(process.exitCode).toBe(1);
  });

  describe("with --json", () => {
    let stdout: jest.SpyInstance<boolean, Parameters<typeof process.stdout.write>>;
    const printed = (): unknown =>
      JSON.parse(stdout.mock.calls.map(([text]) => String(text)).join(""));

    beforeEach(() => {
      stdout = jest.spyOn(process.stdout, "write").mockReturnValue(true);
    });

    afterEach(() => stdout.mockRestore());

    it.each<[string, unknown, object]>([
      ["of a user", new UserError("It is red.", "Paint it."), { advice: "Paint it." }],
      ["of AWS", Object.assign(new Error("no"), { code: "ENOENT" }), { code: "ENOENT" }],
      ["that is no error", "gone", { message: "gone" }],
    ])("prints an error %s as a document on standard output too", async (_, error, expected) => {
      // Whatever is thrown.
      // oxlint-disable-next-line typescript/prefer-promise-reject-errors
      const fail = () => Promise.resolve(() => Promise.reject(error));
      expect(await run(fail, "--env", "dev", "--json")).toMatch(/^error: /);
      expect(printed()).toMatchObject({ error: expected });
      expect(process.exitCode).toBe(1);
    });

    it("prints one document if the command has described the failure itself", async () => {
      await run(
        () =>
          Promise.resolve((output) => {
            output.result({ published: 3 }, () => "");
            return Promise.reject(new UserError("Not all.", "Again."));
          }),
        "--json",
      );
      expect(printed()).toEqual({ published: 3 });
    });
  });
});
