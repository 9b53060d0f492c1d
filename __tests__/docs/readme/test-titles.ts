import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

const tests = path.join(__dirname, "..", "..");

/** What a test file has. */
export interface TestFile {
  /** Titles of its tests that run; those of `it.each` as they are written. */
  readonly titles: ReadonlySet<string>;
  /** Beginnings of the README's commands that it runs. */
  readonly commands: readonly string[];
}

const read = new Map<string, TestFile | undefined>();

/** Reads a test file by its path from `__tests__/`; undefined when there is none. */
export function testFile(file: string): TestFile | undefined {
  if (!read.has(file)) {
    const absolute = path.join(tests, file);
    read.set(file, existsSync(absolute) ? parseTests(readFileSync(absolute, "utf8")) : undefined);
  }
  return read.get(file);
}

/** Titles and commands of a test file's source. */
export function parseTests(source: string): TestFile {
  const titles = new Set<string>();
  const commands: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const [first] = node.arguments;
      const text = first !== undefined && ts.isStringLiteralLike(first) ? first.text : undefined;
      const called = node.expression.getText();
      if (text !== undefined && /^it(?:$|\.each\b|\(.*\)\()/s.test(called)) titles.add(text);
      if (text !== undefined && called === "readmeCommand") commands.push(text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("a.test.ts", source, ts.ScriptTarget.Latest, true));
  return { titles, commands };
}
