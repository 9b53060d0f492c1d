import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { createProgram } from "../../cli/program";

const root = path.join(__dirname, "../..");
const readme = readFileSync(path.join(root, "README.md"), "utf8");

describe("the README", () => {
  it("lists every command of `lake`", () => {
    const commands = createProgram().commands.flatMap((command) =>
      command.commands.length === 0
        ? [command.name()]
        : command.commands.map((each) => `${command.name()} ${each.name()}`),
    );
    const listed = [...readme.matchAll(/^\| `npx lake ([a-z-]+(?: [a-z]+)?)/gm)];
    expect(listed.map(([, name]) => name).sort()).toEqual(commands.sort());
  });

  it("shows the steps, tables and headings that the demo prints", () => {
    const sources = readdirSync(path.join(root, "cli"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(path.join(root, "cli", file), "utf8"))
      .join("\n");
    const [, demo = ""] = /```\n(✔ [^]*?)```/.exec(readme) ?? [];
    const steps = [...demo.matchAll(/^✔ (.+) \([\d.]+ s\)$/gm)];
    const headings = [...demo.matchAll(/^(The .+):$/gm)];
    const columns = [...demo.matchAll(/┐\n│(.+)│$/gm)].flatMap(([, row = ""]) => row.split("│"));
    const texts = [...steps, ...headings].map(([, text = ""]) => text);
    expect([steps.length, headings.length, columns.length]).toEqual([9, 1, 8]);
    const printed = [...texts, ...columns.map((column) => column.trim())];
    expect(printed.filter((text) => !sources.includes(text))).toEqual([]);
  });
});
