import { Argument, Option } from "commander";
import type { Command } from "commander";
import { namesOf } from "../../../cli/completion/names";
import { kindOf, placeholderOf } from "../../../cli/completion/placeholders";
import { suggest } from "../../../cli/completion/suggest";
import type { Suggestions } from "../../../cli/completion/suggest";
import { createProgram } from "../../../cli/program";
import { environments } from "../../../config/environments";
import { datasets } from "../../fixtures/datasets";

const names = { environment: ["local", "dev"], dataset: ["orders"], snapshot: ["before"] };

/** What follows a command line of `lake`, whose last word is at the cursor. */
async function after(...words: readonly string[]): Promise<Suggestions> {
  return suggest(createProgram(), words, (kind) =>
    Promise.resolve(kind in names ? names[kind as keyof typeof names] : []),
  );
}

const wordsAfter = async (...words: readonly string[]) =>
  (await after(...words)).words.map(({ word }) => word);

/** Every command by its words, without the program itself. */
function commandsOf(command: Command, path: readonly string[] = []) {
  return command.commands.flatMap((each): { path: readonly string[]; command: Command }[] => {
    const inner = [...path, each.name()];
    return [{ path: inner, command: each }, ...commandsOf(each, inner)];
  });
}

const commands = commandsOf(createProgram());

/** Placeholders whose values only people know; one that is not here has names or paths that a shell can complete. */
const FREE = [
  ...["number", "numbers", "seconds", "time", "text", "sentence", "character", "id", "id=setting"],
  ...["expression", "path", "system_processor", "sql", "words", "name", "to"],
];

describe("the suggestions for a command line", () => {
  it("have each command where it belongs, with what it does", async () => {
    expect(commands.length).toBeGreaterThan(30);
    for (const { path, command } of commands) {
      const { words } = await after(...path.slice(0, -1), "");
      expect(words).toContainEqual({ word: path.at(-1), description: command.description() });
    }
  });

  it("have each option of a command, and its help", async () => {
    for (const { path, command } of commands) {
      const words = await wordsAfter(...path, "-");
      expect(words).toEqual([...command.options.map(({ long }) => long), "--help"]);
    }
  });

  it("have the choices of each option and argument that has some", async () => {
    const options = commands.flatMap(({ path, command }) =>
      command.options.flatMap(({ long, argChoices }) =>
        argChoices === undefined || long == null ? [] : [{ path, long, argChoices }],
      ),
    );
    expect(options.map(({ long }) => long)).toEqual(
      expect.arrayContaining(["--sql-engine", "--output", "--from"]),
    );
    for (const { path, long, argChoices } of options) {
      expect(await wordsAfter(...path, long, "")).toEqual(argChoices);
      expect(await wordsAfter(...path, `${long}=`)).toEqual(
        argChoices.map((each) => `${long}=${each}`),
      );
    }
  });

  it("know of each value whether it names something", () => {
    const values = commands.flatMap(({ command }) => [
      ...command.options
        .filter(({ argChoices }) => argChoices === undefined)
        .flatMap(({ flags }) => placeholderOf(flags) ?? []),
      ...command.registeredArguments.map((each) => each.name()),
    ]);
    const unknown = values.filter((each) => kindOf(each) === undefined && !FREE.includes(each));
    expect(unknown).toEqual([]);
    expect(values.filter((each) => kindOf(each) !== undefined).length).toBeGreaterThan(30);
  });

  it.each([
    [["stat"], ["status"]],
    [["snapshot", "lo"], ["load"]],
    [
      ["query", "--env", ""],
      ["local", "dev"],
    ],
    [["query", "--env", "d"], ["dev"]],
    [["query", "--env=d"], ["--env=dev"]],
    // bash splits words at an equals sign.
    [
      ["query", "--env", "="],
      ["local", "dev"],
    ],
    [["query", "--env", "=", "d"], ["dev"]],
    [["crawl", "--json", "--dataset", ""], ["orders"]],
    [["snapshot", "load", ""], ["before"]],
    [["snapshot", "save", ""], []],
    [["dataset", "remove", ""], ["orders"]],
    [
      ["dataset", "remove", "orders", "--not-deployed", ""],
      ["local", "dev"],
    ],
    [["dataset", "rename", "orders", ""], []],
    [["logs", "--lines", ""], []],
    [["nothing", ""], []],
    [["query", "--nothing="], []],
    [["query", "--", "-"], []],
  ])("after lake %j are %j", async (words, expected) => {
    expect(await wordsAfter(...words)).toEqual(expected);
  });

  it.each([
    [["publish", ""], "files"],
    [["query", "-f", ""], "files"],
    [["publish", "--dry-run", "--", ""], "files"],
    [["cost", "--stack", ""], "folders"],
    [["crawl", ""], undefined],
  ])("after lake %j leave to the shell: %s", async (words, paths) => {
    expect((await after(...words)).paths).toBe(paths);
  });

  it("have an option once, unless it may be repeated", async () => {
    expect(await wordsAfter("import", "--from-stack", "x", "--map", "a=b", "--")).toEqual(
      expect.arrayContaining(["--map", "--env"]),
    );
    expect(await wordsAfter("import", "--from-stack", "x", "--")).not.toContain("--from-stack");
  });

  it("follow a new command, option and argument without further work", async () => {
    const program = createProgram();
    program
      .command("look")
      .addArgument(new Argument("<dataset>"))
      .addArgument(new Argument("[colors...]").choices(["red", "blue"]))
      .addOption(new Option("--far").hideHelp())
      .option("-n, --near <environment>");
    const words = async (...typed: readonly string[]) =>
      (await suggest(program, typed, (kind) => Promise.resolve([`a ${kind}`]))).words.map(
        ({ word }) => word,
      );
    expect(await words("loo")).toEqual(["look"]);
    expect(await words("look", "-")).toEqual(["--near", "--help"]);
    expect(await words("look", "-n", "")).toEqual(["a environment"]);
    expect(await words("look", "")).toEqual(["a dataset"]);
    expect(await words("look", "x", "red", "b")).toEqual(["blue"]);
  });
});

describe("the names that complete a value", () => {
  it("are those of the configuration", async () => {
    expect(await namesOf("environment")).toEqual(environments.map(({ name }) => name));
    expect(await namesOf("dataset")).toEqual(datasets.map(({ name }) => name));
    expect(await namesOf("file")).toEqual([]);
  });

  it("are none where the configuration can't be read", async () => {
    jest.resetModules();
    jest.doMock("../../../config/datasets", () => {
      throw new Error("broken");
    });
    try {
      const { namesOf: read } = await import("../../../cli/completion/names");
      expect(await read("dataset")).toEqual([]);
    } finally {
      jest.dontMock("../../../config/datasets");
    }
  });
});
