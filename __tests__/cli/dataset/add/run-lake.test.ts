import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runLake } from "../../../../cli/dataset/add/run-lake";

const folder = mkdtempSync(path.join(tmpdir(), "run-lake-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A program in place of `lake`. */
function program(source: string): string {
  const file = path.join(folder, "program.cjs");
  writeFileSync(file, source);
  return file;
}

describe("another command of lake", () => {
  it("reports each line of its progress while it runs, and returns its document", async () => {
    const seen = path.join(folder, "seen");
    const lines: string[] = [];
    const document = await runLake(
      ["up", "--port", "1"],
      (line) => {
        lines.push(line);
        writeFileSync(seen, "");
      },
      // It ends well only if its progress is read before.
      program(`
        const { existsSync } = require("node:fs");
        process.stderr.write("  Apply the stack: 1 of 2 resources\\n");
        setInterval(() => {
          if (!existsSync(${JSON.stringify(seen)})) return;
          console.log(JSON.stringify(process.argv.slice(2)));
          process.exit();
        }, 20);
      `),
    );
    expect(document).toEqual(["up", "--port", "1", "--json"]);
    expect(lines).toEqual(["Apply the stack: 1 of 2 resources"]);
  });

  it("fails with its error, and the command to continue with", async () => {
    const failing = program(`
      console.log(JSON.stringify({ error: { message: "No space.", advice: "Free some." } }));
      process.exitCode = 1;
    `);
    await expect(runLake(["publish", "a b.json"], () => undefined, failing)).rejects.toMatchObject({
      message: "lake publish failed: No space.",
      advice: "The dataset's file is written. Free some. Then: npx lake publish 'a b.json'",
    });
  });

  it("fails with what it wrote last if it has no document", async () => {
    const failing = program(`console.error("Out of memory"); process.exit(134);`);
    await expect(runLake(["up"], () => undefined, failing)).rejects.toThrow(
      "lake up failed: Out of memory",
    );
  });
});
