import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startProcess } from "../support/emulator/lake-command";
import type { Ended } from "../support/emulator/lake-command";
import { copyProject, editFile } from "../support/emulator/project-copy";

const MINUTE = 60_000;

describe("a repeated synth", () => {
  const project = copyProject();
  const bundle = path.join(project, ".lake", "app", "main.cjs");

  /** Runs the app; without the bundle afterwards, so that its coming back tells that main.ts ran. */
  async function synth(environment: NodeJS.ProcessEnv = {}): Promise<Ended & { ran: boolean }> {
    rmSync(bundle, { force: true });
    const ended = await startProcess(process.execPath, ["synth.mjs"], environment, project).ended;
    return { ...ended, ran: readdirSync(path.dirname(bundle)).includes("main.cjs") };
  }

  /** Every file of an output folder, with its bytes. */
  function files(folder: string): Map<string, string> {
    const found = readdirSync(folder, { recursive: true, withFileTypes: true });
    return new Map(
      found
        .filter((file) => file.isFile())
        .map((file) => path.join(file.parentPath, file.name))
        .map((file) => [path.relative(folder, file), readFileSync(file).toString("base64")]),
    );
  }

  let first: Ended & { ran: boolean };
  let synthesized: Map<string, string>;

  beforeAll(async () => {
    first = await synth();
    synthesized = files(path.join(project, "cdktf.out"));
  }, 3 * MINUTE);

  it(
    "gives the same files and notes without running main.ts, into an empty folder too",
    async () => {
      expect(first).toMatchObject({ exitCode: 0, ran: true });
      rmSync(path.join(project, "cdktf.out"), { recursive: true });
      const again = await synth();
      expect(again).toMatchObject({ exitCode: 0, ran: false, stdout: first.stdout });
      expect([...files(path.join(project, "cdktf.out"))].sort()).toEqual([...synthesized].sort());
    },
    3 * MINUTE,
  );

  it(
    "leaves what Terraform keeps in a stack's folder",
    async () => {
      const kept = path.join(project, "cdktf.out", "stacks", "dev", "terraform.tfstate");
      writeFileSync(kept, "{}");
      expect(await synth()).toMatchObject({ ran: false });
      expect(readFileSync(kept, "utf8")).toBe("{}");
    },
    3 * MINUTE,
  );

  it.each([
    ["LAKE_ALLOW_DESTROY", "dev"],
    ["AWS_ENDPOINT_URL", "http://127.0.0.1:4999"],
    ["SOME_VARIABLE_OF_A_USER", "1"],
    ["CDKTF_OUTDIR", mkdtempSync(path.join(tmpdir(), "outdir-"))],
    ["LAKE_SYNTH_CACHE", "off"],
  ])(
    "runs main.ts when %s is set",
    async (name, value) => {
      expect(await synth({ [name]: value })).toMatchObject({ exitCode: 0, ran: true });
    },
    3 * MINUTE,
  );

  it(
    "runs main.ts when a source has changed, and rejects an invalid setting every time",
    async () => {
      editFile(project, "config/environments.ts", [
        ["rawRetentionDays: 30", "rawRetentionDays: 0"],
      ]);
      for (const attempt of [1, 2]) {
        const rejected = await synth();
        expect([attempt, rejected.exitCode, rejected.ran]).toEqual([attempt, 1, true]);
        expect(rejected.stderr).toContain("rawRetentionDays is out of range");
      }
      editFile(project, "config/environments.ts", [
        ["rawRetentionDays: 0", "rawRetentionDays: 30"],
      ]);
      expect(await synth()).toMatchObject({ exitCode: 0, ran: false });
    },
    3 * MINUTE,
  );

  it(
    "names the line of the source when the configuration throws",
    async () => {
      const throwing = 'throw new TypeError("no such thing");\n';
      writeFileSync(path.join(project, "config", "throwing.ts"), `export {};\n${throwing}`);
      editFile(project, "config/environments.ts", [
        ["import type", 'import "./throwing";\nimport type'],
      ]);
      const ended = await synth();
      expect(ended.exitCode).toBe(1);
      expect(ended.stderr).toContain("TypeError: no such thing");
      expect(ended.stderr).toMatch(/config\/throwing\.ts:2:/);
      editFile(project, "config/environments.ts", [
        ['import "./throwing";\nimport type', "import type"],
      ]);
    },
    3 * MINUTE,
  );

  it(
    "rejects an app that imports a file that is not hashed",
    async () => {
      writeFileSync(path.join(project, "elsewhere.ts"), "export const days = 30;\n");
      editFile(project, "config/environments.ts", [
        ["import type", 'export { days } from "../elsewhere";\nimport type'],
      ]);
      const rejected = await synth();
      expect(rejected.exitCode).toBe(1);
      expect(rejected.stderr).toMatch(
        /^main\.ts imports elsewhere\.ts, expected only main\.ts, aws, errors, model, config,/,
      );
    },
    3 * MINUTE,
  );
});
