import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { explainBrokenSource } from "../../../cli/terminal/explain-broken-source";
import { projectFolder } from "../../../local/home/lake-home";
import { startProcess } from "../../support/emulator/lake-command";

const folder = mkdtempSync(path.join(tmpdir(), "broken-"));
mkdirSync(path.join(folder, "config/datasets"), { recursive: true });
writeFileSync(path.join(folder, "config/datasets/column.ts"), "export const column: any = {};\n");

/** The error with which Node.js can't import a dataset with this text, as the `lake` command would explain it. */
async function explanationOf(name: string, text: string): Promise<string> {
  const file = path.join(folder, "config/datasets", name);
  writeFileSync(file, text);
  const program = path.join(folder, "import.mts");
  const explain = path.join(projectFolder, "cli/terminal/explain-broken-source.ts");
  writeFileSync(
    program,
    `const { explainBrokenSource } = await import(${JSON.stringify(explain)});
    await import(${JSON.stringify(file)}).catch((error) => {
      const explained = explainBrokenSource(error, ${JSON.stringify(folder)});
      console.log(explained?.message ?? "not explained: " + error.stack);
      if (${JSON.stringify(name)} === "index.ts") console.log(explained.advice);
    });`,
  );
  const tsx = path.join(projectFolder, "node_modules/tsx/dist/cli.mjs");
  const { stdout, stderr } = await startProcess(process.execPath, [tsx, program], {}).ended;
  return `${stdout}${stderr}`.trim();
}

describe("a file in config/ that can't be imported", () => {
  it.each([
    [
      "a.ts",
      "export const a = {\n  name: {{ };\n",
      /^config\/datasets\/a\.ts:2:\d+: Expected .* found "\{"$/,
    ],
    [
      "b.ts",
      'const x = 1;\nimport { y } from "./nothing";\nexport const b = [x, y];\n',
      /^config\/datasets\/b\.ts:2: Cannot find \S*nothing, which it imports$/,
    ],
    [
      "c.ts",
      'import { column } from "./column";\nexport const c = {\n  id: column.strng(),\n};\n',
      /^config\/datasets\/c\.ts:3:\d+: column\.strng is not a function$/,
    ],
  ])("%s is reported by its place and problem, on one line", async (name, text, expected) => {
    expect(await explanationOf(name, text)).toMatch(expected);
  });

  it("names the ways out where the file of a dataset was deleted", async () => {
    const index = 'import { orders } from "./web-orders";\nexport const datasets = [orders];\n';
    expect(await explanationOf("index.ts", index)).toMatch(
      /index\.ts:1: Cannot find \S*web-orders, which it imports\n.*git restore config\/datasets\/web-orders\.ts.*npx lake dataset remove web_orders.*delete its import and its name/,
    );
  });

  it("is not to blame for errors of others", () => {
    expect(explainBrokenSource(new Error("of AWS"))).toBeUndefined();
    expect(explainBrokenSource("text")).toBeUndefined();
  });
});
