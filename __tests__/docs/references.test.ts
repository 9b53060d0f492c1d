import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { createProgram } from "../../cli/program";
import { followDocReferences } from "./support/doc-references";

const root = path.join(__dirname, "../..");

/** Paths in the documentation that are examples of what a user will have. */
const EXAMPLES: readonly string[] = ["config/datasets/web-orders.ts"];

/** Texts with a path or a command, by the file that contains them. */
interface Mention {
  readonly file: string;
  readonly text: string;
}

/** Files that git tracks or will track. */
function repositoryFiles(...patterns: string[]): string[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "--", ...patterns];
  return execFileSync("git", args, { cwd: root, encoding: "utf8" })
    .split("\n")
    .filter((file) => file !== "" && existsSync(path.join(root, file)));
}

function read(file: string): string {
  return readFileSync(path.join(root, file), "utf8");
}

/** Anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: string): Set<string> {
  const headings = read(page).matchAll(/^#+ (.+)$/gm);
  return new Set(
    [...headings].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}_ -]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}

/** What is missing of a target: a file, a folder, or a heading of a page; undefined when all is there. */
function missing(target: string): string | undefined {
  const [file = "", anchor] = target.split("#");
  if (!existsSync(path.join(root, file))) return file;
  if (anchor === undefined || anchor === "" || !file.endsWith(".md")) return undefined;
  return anchorsOf(file).has(anchor) ? undefined : target;
}

/** Relative links of a Markdown text, as paths from the root of the project. */
function linksIn({ file, text }: Mention): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) =>
      target.startsWith("#")
        ? `${file}${target}`
        : path.posix.join(path.posix.dirname(file), target),
    );
}

/** Pages that a text names by their path from the root, as `docs/operate/runbook.md#freshness`. */
function pagesIn({ text }: Mention): string[] {
  return [...text.matchAll(/(?<![\w/.-])docs\/[\w./-]+\.(?:md|svg)(?:#[\w-]+)?/g)].map(
    ([page]) => page,
  );
}

const topLevelFolders = new Set(repositoryFiles("*/*").map((file) => file.split("/")[0]));

/** Files and folders of the project that stand in a page as code. */
function pathsIn({ text }: Mention): string[] {
  return [...text.matchAll(/`([\w.@-]+\/[\w./@-]*)`/g)]
    .map(([, code = ""]) => code)
    .filter((code) => topLevelFolders.has(code.split("/")[0]) && !EXAMPLES.includes(code));
}

/** Test files that a page names without their folder. */
function testsIn({ text }: Mention): string[] {
  return [...text.matchAll(/`([\w-]+(?:\.\w+)*\.test\.ts)`/g)].map(([, test = ""]) => test);
}

/** `lake` commands of a page, each with its options. */
function commandsIn({ text }: Mention): { readonly name: string; readonly options: string[] }[] {
  return [...text.matchAll(/(?:npx |`)lake ([a-z-]+)(?: (add|lock|docs)\b)?([^`\n#]*)/g)].map(
    ([, verb = "", sub, rest = ""]) => ({
      name: sub ?? verb,
      options: [...rest.matchAll(/(?<=\s|^)--[a-z-]+/g)].map(([option]) => option),
    }),
  );
}

/** A command of the program by its name; undefined when there is none. */
function commandNamed(name: string): Command | undefined {
  const all = program.commands.flatMap((command) => [command, ...command.commands]);
  return all.find((command) => command.name() === name);
}

/** Commands and options that the program does not declare. */
function undeclared(mention: Mention): string[] {
  return commandsIn(mention).flatMap(({ name, options }) => {
    const command = commandNamed(name);
    if (command === undefined) return [`lake ${name}`];
    const declared = new Set(["--help", ...command.options.map(({ long }) => long)]);
    return options
      .filter((option) => !declared.has(option))
      .map((option) => `lake ${name} ${option}`);
  });
}

/** Scripts of package.json that a page names. */
function scriptsIn({ text }: Mention): string[] {
  return [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script = ""]) => script);
}

const pages = repositoryFiles("*.md").map((file): Mention => ({ file, text: read(file) }));
const sources = repositoryFiles("*.ts", "*.mjs", "*.json", "*.yml", "*.yaml", "*.md")
  .filter((file) => !file.startsWith("__tests__/"))
  .map((file): Mention => ({ file, text: read(file) }));
const program = createProgram();
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> }; // ours

/** `file: what` for each thing found in a mention. */
function report(mentions: readonly Mention[], find: (mention: Mention) => readonly string[]) {
  return mentions.flatMap((mention) => find(mention).map((what) => `${mention.file}: ${what}`));
}

describe("the documentation", () => {
  it("links only to files, folders and headings that exist", () => {
    expect(pages.flatMap(linksIn).length).toBeGreaterThan(100);
    expect(
      report(pages, (page) => linksIn(page).flatMap((target) => missing(target) ?? [])),
    ).toEqual([]);
  });

  it("names only files and folders that exist", () => {
    expect(pages.flatMap(pathsIn).length).toBeGreaterThan(50);
    expect(
      report(pages, (page) => pathsIn(page).flatMap((target) => missing(target) ?? [])),
    ).toEqual([]);
  });

  it("names only test files that exist", () => {
    const tests = new Set(
      repositoryFiles("__tests__/*.test.ts").map((file) => path.basename(file)),
    );
    expect(pages.flatMap(testsIn).length).toBeGreaterThan(20);
    expect(report(pages, (page) => testsIn(page).filter((test) => !tests.has(test)))).toEqual([]);
  });

  it("is where code and messages say that it is", () => {
    expect(sources.flatMap(pagesIn).length).toBeGreaterThan(10);
    expect(
      report(sources, (source) => pagesIn(source).flatMap((target) => missing(target) ?? [])),
    ).toEqual([]);
  });

  it("names only commands and options that `lake` has", () => {
    expect(pages.flatMap(commandsIn).length).toBeGreaterThan(100);
    expect(report(pages, (page) => undeclared(page))).toEqual([]);
  });

  it("names only scripts that package.json has", () => {
    expect(pages.flatMap(scriptsIn).length).toBeGreaterThan(10);
    expect(
      report(pages, (page) => scriptsIn(page).filter((script) => !(script in scripts))),
    ).toEqual([]);
  });

  it.each([
    ["docs/architecture.md", "modules"],
    ["docs/architecture.md", "model"],
    ["docs/develop/embedded-aws.md", "local"],
  ])("has a row for each folder in the table of %s", (page, folder) => {
    const folders = new Set(
      repositoryFiles(`${folder}/*/*`).map((file) => file.split("/").slice(0, 2).join("/")),
    );
    const cells = read(page).matchAll(/^\|.*?`([\w-]+\/[\w-]+)`/gm);
    const listed = new Set([...cells].map(([, cell]) => cell));
    expect([...folders].filter((each) => !listed.has(each))).toEqual([]);
  });

  it("says embedded AWS, except where it explains the code's other word", () => {
    const prose = pages.map(({ file, text }) => ({
      file,
      text: text.replaceAll(/```[^]*?```|`[^`]*`|\]\([^)]*\)/g, ""),
    }));
    const mentions = report(prose, ({ text }) => text.match(/.*\bemulators?\b.*/gi) ?? []);
    expect(mentions).toEqual([
      "README.md: that the stack uses. (Names in the code call that process the emulator.)",
    ]);
  });

  it("introduces the article, with its name and a link, where a reader starts", () => {
    const [first = ""] = /[^]*?\bthe article\b.*\n.*/.exec(read("README.md")) ?? [];
    expect(first).toMatch(/the article\n\[Publish Streaming Data .+\]\(https:\/\/.+\)/);
  });

  it("is listed in its index, page by page", () => {
    const index = new Set(linksIn({ file: "docs/README.md", text: read("docs/README.md") }));
    const listed = repositoryFiles("docs/*.md").filter(
      (page) => page !== "docs/README.md" && !page.startsWith("docs/samples/"),
    );
    expect(listed.filter((page) => !index.has(page))).toEqual([]);
  });
});

describe("the comments of the sources", () => {
  const broken = (text: string) => followDocReferences(new Map([["a.ts", text]])).broken;

  it("refer only to names in reach and to errors that exist", () => {
    const texts = new Map(repositoryFiles("*.ts", "*.mjs").map((file) => [file, read(file)]));
    const { count, broken } = followDocReferences(texts);
    expect(count).toBeGreaterThan(300);
    expect(broken).toEqual([]);
  });

  it.each([
    ["/** As {@link b} */ export const a = 1;", "{@link b}"],
    ["interface B { c: 1 }\n/** As {@link B.d} */ export const a = 1;", "{@link B.d}"],
    ["export class A {\n/** {@linkcode b} */ c = 1; }", "{@linkcode b}"],
    ["/** @throws BadError when it rains */ export function a() {}", "@throws BadError"],
    ["/** @throws {@link BadError} */ export function a() {}", "@throws {@link BadError"],
  ])("are followed: %s", (text, reference) => {
    expect(broken(text)).toEqual([expect.stringMatching(/^a.ts:\d: /)]);
    expect(broken(text)[0]).toContain(reference);
  });

  it.each([
    'import type { b } from "./b";\n/** As {@link b}, {@link b.d} and {@link c} */ export const a = 1; const c = 1;',
    "export class A {\n/** As {@link A.d} */ c = 1; d = 1; }",
    "class BadError extends Error {}\n/** @throws BadError */ export function a() {}",
    "/** @throws RangeError @throws when it rains @throws S3's error */ export function a() {}",
    "/** See {@link https://example.com} */ export const a = 1;",
  ])("may say: %s", (text) => {
    expect(broken(text)).toEqual([]);
  });
});
