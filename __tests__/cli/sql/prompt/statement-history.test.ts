import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { StatementHistory } from "../../../../cli/sql/prompt/statement-history";

describe("the history of the prompt", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "statement-history-"));
  const problems: unknown[] = [];
  let count = 0;
  const newFile = () => path.join(folder, String((count += 1)));
  const open = (file: string) => new StatementHistory(file, (problem) => problems.push(problem));

  afterAll(() => rmSync(folder, { recursive: true }));

  it("is there in the next session, for its owner alone, with every line of a statement", () => {
    const file = newFile();
    writeFileSync(file, "", { mode: 0o644 });
    const first = open(file);
    first.add("SELECT 1;");
    first.add("SELECT\n'two';");
    open(file).add("SELECT 3;");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(open(file).entries).toEqual(["SELECT 3;", "SELECT\n'two';", "SELECT 1;"]);
    expect(problems).toEqual([]);
  });

  it("leaves out repetitions, and what begins with a space", () => {
    const file = newFile();
    const history = open(file);
    for (const each of ["SELECT 1;", "SELECT 1;", " SELECT 'secret';"]) history.add(each);
    expect(readFileSync(file, "utf8")).toBe('"SELECT 1;"\n');
  });

  it("goes through what begins as the typed text, and back to it", () => {
    const history = open(newFile());
    for (const each of ["SELECT 1;", "\\d", "SELECT 2;"]) history.add(each);
    expect(history.newer("")).toBeUndefined();
    expect(history.older("SEL")).toBe("SELECT 2;");
    expect(history.older("SELECT 2;")).toBe("SELECT 1;");
    expect(history.older("SELECT 1;")).toBeUndefined();
    expect(history.newer("SELECT 1;")).toBe("SELECT 2;");
    expect(history.newer("SELECT 2;")).toBe("SEL");
    history.reset();
    expect(history.older("")).toBe("SELECT 2;");
    expect(history.older("SELECT 2;")).toBe("\\d");
  });

  it("is bounded", () => {
    const file = newFile();
    const lines = Array.from({ length: 2_001 }, (_, index) => JSON.stringify(`SELECT ${index};`));
    writeFileSync(file, `${lines.join("\n")}\n`);
    const history = open(file);
    expect(history.entries).toHaveLength(1_000);
    expect(history.entries[0]).toBe("SELECT 2000;");
    expect(readFileSync(file, "utf8").trim().split("\n")).toHaveLength(1_000);
    history.add(`SELECT '${"a".repeat(20_000)}';`);
    expect(history.entries[0]).toBe("SELECT 2000;");
  });

  it("reads only the end of a file that has grown large, and shortens it", () => {
    const file = newFile();
    // Two thirds of it before what is read: lines of 20,000 characters, and the newest at its end.
    const long = JSON.stringify(`SELECT '${"é".repeat(9_000)}';`);
    const lines = Array.from({ length: 600 }, () => long);
    writeFileSync(file, [...lines, JSON.stringify("SELECT 1;"), ""].join("\n"));
    const { size } = statSync(file);
    const history = open(file);
    expect(history.entries[0]).toBe("SELECT 1;");
    expect(history.entries.length).toBeGreaterThan(100);
    expect(history.entries.length).toBeLessThan(300);
    expect(new Set(history.entries).size).toBe(2);
    expect(statSync(file).size).toBeLessThan(size / 2);
  });

  it("loses one line of a file that a kill left incomplete", () => {
    const file = newFile();
    writeFileSync(file, '"SELECT 1;"\n"SELECT 2');
    expect(open(file).entries).toEqual(["SELECT 1;"]);
  });

  it("goes on without a file that can't be written, and follows no link", () => {
    const target = newFile();
    const link = newFile();
    writeFileSync(target, "");
    symlinkSync(target, link);
    const history = open(link);
    history.add("SELECT 1;");
    expect(history.entries).toEqual(["SELECT 1;"]);
    expect(problems).toHaveLength(1);
    expect(readFileSync(target, "utf8")).toBe("");
  });
});
