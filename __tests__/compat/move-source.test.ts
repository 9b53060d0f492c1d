import { moveSource } from "../../compat/cdktn/move/move-source";

describe("the move of a source", () => {
  it.each([
    ["an import", 'import { App } from "cdktf";', 'import { App } from "cdktn";'],
    [
      "an import of a type",
      "import type { App } from 'cdktf';",
      "import type { App } from 'cdktn';",
    ],
    ["an import without names", 'import "cdktf/lib/x";', 'import "cdktn/lib/x";'],
    [
      "an import over several lines",
      'import {\n  A, // of cdktf\n} from "@cdktf/provider-aws/lib/a";',
      'import {\n  A, // of cdktf\n} from "@cdktn/provider-aws/lib/a";',
    ],
    ["a re-export", 'export * from "cdktf";', 'export * from "cdktn";'],
    ["an import equals", 'import c = require("cdktf");', 'import c = require("cdktn");'],
    ["a dynamic import", 'await import("cdktf");', 'await import("cdktn");'],
    [
      "a dynamic import of a computed module",
      "import(`@cdktf/provider-aws/lib/${name}`);",
      "import(`@cdktn/provider-aws/lib/${name}`);",
    ],
    ["an import type", 'let a: import("cdktf").App;', 'let a: import("cdktn").App;'],
    ["require", 'const c = require("cdktf");', 'const c = require("cdktn");'],
    ["a path of a module", 'require.resolve("cdktf");', 'require.resolve("cdktn");'],
    ["a stub of Jest", 'jest.mock("cdktf", () => ({}));', 'jest.mock("cdktn", () => ({}));'],
    [
      "the original of a stub",
      'jest.requireActual<object>("cdktf");',
      'jest.requireActual<object>("cdktn");',
    ],
    [
      "a declaration of a module",
      'declare module "cdktf" { interface A {} }',
      'declare module "cdktn" { interface A {} }',
    ],
    [
      "a reference to types",
      '/// <reference types="cdktf" />\nlet a;',
      '/// <reference types="cdktn" />\nlet a;',
    ],
    [
      "a map of modules",
      'const c = { moduleNameMapper: { "^cdktf$": "./stub" } };',
      'const c = { moduleNameMapper: { "^cdktn$": "./stub" } };',
    ],
    [
      "a list of packages",
      'const names = ["cdktf", "cdktf/**", "constructs"];',
      'const names = ["cdktn", "cdktn/**", "constructs"];',
    ],
    ["arguments of a command", 'run(["cdktf", "synth"]);', 'run(["cdktn", "synth"]);'],
    [
      "a path below node_modules",
      'join(root, "node_modules", ".bin", "cdktf");',
      'join(root, "node_modules", ".bin", "cdktn");',
    ],
    [
      "a command in a text",
      "fail(`Run npx cdktf deploy ${a}`);",
      "fail(`Run npx cdktn deploy ${a}`);",
    ],
    [
      "a command in a comment",
      "/** Run `cdktf diff`. */ let a;",
      "/** Run `cdktn diff`. */ let a;",
    ],
    [
      "a regular expression of packages",
      "/^(cdktf|@cdktf\\/.*|constructs)$/.test(a);",
      "/^(cdktn|@cdktn\\/.*|constructs)$/.test(a);",
    ],
    [
      "a source within a source",
      `check('import "cdktf"; tag("cdktf");');`,
      `check('import "cdktn"; tag("cdktf");');`,
    ],
  ])("renames %s", (_, before, after) => {
    expect(moveSource(before, "a.tsx")).toBe(after);
    expect(moveSource(after, "a.tsx")).toBe(after);
  });

  it.each([
    ["the value of a tag", 'const tags = { ManagedBy: "cdktf" };'],
    ["an assigned value", 'tags.ManagedBy = "cdktf";'],
    ["an expected value", 'expect(tag).toBe("cdktf");'],
    ["a list of other values", 'const tools = ["cdktf", "terraform"];'],
    ["a key of other settings", 'const rules = { "cdktf": ["main.ts"] };'],
    ["the file of the project", 'read("cdktf.json");'],
    ["the output folder", 'join("cdktf.out", "stacks");'],
    ["a variable of the environment", "process.env.CDKTF_OUTDIR;"],
    ["the name of a variable", 'import cdktf from "./cdktf";'],
    ["another package", 'import "my-cdktf-cli"; import "cdktf-multi-stack-tfe";'],
    ["an address", 'const a = "https://developer.hashicorp.com/terraform/cdktf";'],
    ["prose", "// As cdktf itself does, and CDKTF writes.\nlet a;"],
  ])("leaves %s", (_, source) => {
    expect(moveSource(source, "a.tsx")).toBe(source);
  });

  it("keeps line breaks, a byte order mark and a shebang", () => {
    const source = '\uFEFF#!/usr/bin/env node\r\nimport "cdktf";\r\n\tlet a = `cdktf\r\n`;\r\n';
    expect(moveSource(source, "a.js")).toBe(source.replace('"cdktf"', '"cdktn"'));
  });

  it("renames a list and the maps of a JSON file with comments, and no other key", () => {
    const settings = (tool: string) => `{
  // For npx ${tool} synth.
  "cdktf": ["cdktf"],
  "compilerOptions": { "paths": { "${tool}": ["./node_modules/${tool}"] } },
  "packages": ["${tool}", "constructs"]
}`;
    expect(moveSource(settings("cdktf"), "tsconfig.json")).toBe(settings("cdktn"));
  });
});
