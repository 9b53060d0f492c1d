import type { Command } from "commander";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createProgram } from "../../cli/program";
import { projectFolder } from "../../local/home/lake-home";

/** The program, which throws instead of ending the process; what it writes is collected. */
function program(written: string[] = [], hasJson = false): Command {
  const lake = createProgram(hasJson);
  const prepare = (command: Command): void => {
    command.exitOverride();
    command.configureOutput({
      ...command.configureOutput(),
      writeErr: (text) => void written.push(text),
    });
    command.commands.forEach(prepare);
  };
  prepare(lake);
  return lake;
}

function commandsOf(lake: Command): Command[] {
  return lake.commands.flatMap((command) =>
    command.commands.length === 0 ? [command] : commandsOf(command),
  );
}

function helpOf(...names: readonly string[]): string {
  const command = names.reduce<Command | undefined>(
    (at, name) => at?.commands.find((each) => each.name() === name),
    program(),
  );
  return command?.helpInformation() ?? "";
}

interface TypingError {
  readonly words: readonly string[];
  readonly typed: string;
  readonly meant: string;
}

describe("the lake command", () => {
  it("has every verb, each with a description and --json", () => {
    const commands = commandsOf(program());
    expect(commands.map((command) => command.name()).sort()).toEqual(
      [
        ...["up", "down", "status", "logs", "publish", "crawl", "query", "replay", "demo"],
        ...["console", "sql", "evolve"],
        ...[
          "bootstrap",
          "import",
          "cost",
          "lock-providers",
          "review",
          "deploy",
          "destroy",
          "doctor",
          "deployer-policy",
        ],
        ...["add", "list", "rename", "remove", "lock", "unlock", "docs"],
        ...["save", "load", "list", "delete"],
        ...["bash", "zsh", "fish", "suggest"],
      ].sort(),
    );
    for (const command of commands) {
      expect(command.description()).not.toBe("");
      expect(command.options.map(({ long }) => long)).toContain("--json");
    }
  });

  it("takes local without --env only where the README says so, and asks for it elsewhere", async () => {
    const rules = commandsOf(program()).flatMap((command) => {
      const environment = command.options.find(({ long }) => long === "--env");
      if (environment === undefined) return [];
      const isRequired = environment.description.includes("(required");
      const hasPlan = command.options.some(({ long }) => long === "--plan");
      if (environment.mandatory) return [{ name: command.name(), rule: "required", isRequired }];
      const rule = environment.defaultValue === undefined && hasPlan ? "or a plan" : "local";
      if (rule === "local") expect(environment.defaultValue).toBe("local");
      return [{ name: command.name(), rule, isRequired }];
    });
    const named = (rule: string) =>
      rules.filter((each) => each.rule === rule).map(({ name }) => name);
    expect(named("local").sort()).toEqual(
      ["console", "crawl", "doctor", "publish", "query", "replay", "sql", "status"].sort(),
    );
    expect(named("or a plan").sort()).toEqual(["cost", "review"]);
    // The help says it of each that requires it, and of no other.
    for (const { rule, isRequired } of rules) expect(isRequired).toBe(rule !== "local");
    for (const name of named("required")) {
      const given = name === "import" ? [name, "--from-stack", "x"] : [name];
      const written: string[] = [];
      await expect(program(written).parseAsync(given, { from: "user" })).rejects.toThrow();
      expect(written.join("")).toContain("required option '--env <environment>' not specified");
    }
  });

  it("prints its version", async () => {
    const written: string[] = [];
    const lake = program();
    lake.configureOutput({
      ...lake.configureOutput(),
      writeOut: (text) => void written.push(text),
    });
    const ended = lake.parseAsync(["--version"], { from: "user" });
    await expect(ended).rejects.toMatchObject({ code: "commander.version", exitCode: 0 });
    // npm writes it into the lock as well.
    const lock = JSON.parse(
      readFileSync(path.join(projectFolder, "package-lock.json"), "utf8"),
    ) as { packages: { cli: { version: string } } }; // npm's form
    expect(written.join("")).toBe(`${lock.packages.cli.version}\n`);
  });

  it("shows a default only where it is not obvious", () => {
    expect(helpOf("up")).toMatch(/at\s+first 4566\)/);
    expect(helpOf("replay")).toContain("(default: 500)");
    for (const help of [helpOf("up"), helpOf("lock-providers"), helpOf("import")]) {
      expect(help).not.toMatch(/default: (false|\[\])/);
    }
  });

  it("shows examples of each command, which it can parse", () => {
    for (const command of commandsOf(program())) {
      const help: string[] = [];
      command.configureOutput({ writeOut: (text) => void help.push(text) });
      command.outputHelp();
      const [, examples = ""] = /\nExamples?:\n((?: {2}\S.*\n)+)/.exec(help.join("")) ?? [];
      const lines = examples.split("\n").filter(Boolean);
      expect({ command: command.name(), hasExamples: lines.length > 0 }).toMatchObject({
        hasExamples: true,
      });
      const own = lines.filter((line) => line.includes(` ${command.name()}`));
      expect(own).not.toEqual([]);
      for (const line of lines) expect(() => parseOnly(line)).not.toThrow();
    }
  });

  /** Parses what is typed after `npx lake`, and runs nothing. */
  function parseOnly(line: string): void {
    const [, typed = ""] = /npx lake (.*?)(?: [<>].*| \|.*|\))?$/.exec(line) ?? [];
    const words = [...typed.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
      ([, double, single, plain]) => double ?? single ?? plain ?? "",
    );
    const lake = program();
    for (const command of commandsOf(lake)) command.action(() => undefined);
    lake.parse(words, { from: "user" });
  }

  it("names the nearest for each command and option that is mistyped", () => {
    for (const { words, typed, meant } of typingErrors()) {
      const written: string[] = [];
      expect(() => program(written).parse([...words, typed], { from: "user" })).toThrow();
      // Of one that is required, Commander says first that it is missing.
      const named = new RegExp(`Did you mean [^()]*${meant}|required option '${meant} `);
      expect(written.join("")).toMatch(named);
    }
  });

  /** Every command and option with its last two letters swapped, after the commands that it belongs to. */
  function typingErrors() {
    const errorsIn = (command: Command, words: readonly string[]): TypingError[] => [
      ...[
        ...command.commands.map((each) => each.name()),
        ...command.options.flatMap(({ long }) => long ?? []),
      ].flatMap((meant) => {
        const typed = meant.replace(/(.)(.)$/, "$2$1");
        const isOther = typed === meant || command.options.some(({ long }) => long === typed);
        const required = command.options.filter((each) => each.mandatory && each.long !== meant);
        const given = required.flatMap(({ long, argChoices }) => [
          long ?? "",
          argChoices?.[0] ?? "x",
        ]);
        return isOther ? [] : [{ words: [...words, ...given], typed, meant }];
      }),
      ...command.commands.flatMap((each) => errorsIn(each, [...words, each.name()])),
    ];
    return errorsIn(program(), []);
  }

  it.each([
    [["logs", "--lines", "0"], "Expected a whole number from 1 to 1000000.", "lake logs --help"],
    [["cost", "--event-bytes", "-1"], "Expected a number of at least 1.", "lake cost --help"],
    [["dataset", "add", "orders"], "--from <file>", "lake dataset add --help"],
    [["snapshot", "save"], "missing required argument 'name'", "lake snapshot save --help"],
    [["sattus"], "(Did you mean status?)", "lake --help"],
    [["status", "--josn"], "(Did you mean --json?)", "lake status --help"],
    [["snapshot", "lst"], "(Did you mean list?)", "lake snapshot --help"],
    [
      ["completion", "powershell"],
      "Allowed are bash, zsh, fish, suggest.",
      "lake completion --help",
    ],
  ])("rejects %j, and names the help to read", async (args, problem, help) => {
    const written: string[] = [];
    await expect(program(written).parseAsync(args, { from: "user" })).rejects.toThrow();
    expect(written.join("")).toContain(problem);
    expect(written.join("")).toContain(help);
  });

  it("prints arguments that it can't parse as a document with --json", () => {
    const stdout = jest.spyOn(process.stdout, "write").mockReturnValue(true);
    try {
      const lake = program([], true);
      expect(() => lake.parse(["crawl", "--what", "--json"], { from: "user" })).toThrow();
      const printed: unknown = JSON.parse(stdout.mock.calls.map(([text]) => String(text)).join(""));
      expect(printed).toMatchObject({ error: { message: "unknown option '--what'" } });
    } finally {
      stdout.mockRestore();
    }
  });
});
