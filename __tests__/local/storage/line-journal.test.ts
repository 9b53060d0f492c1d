import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { UserError } from "../../../errors/user-error";
import { LineJournal } from "../../../local/storage/line-journal";

const HEADER = '{"format":1}';

describe("a journal of lines", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "line-journal-"));
  const file = path.join(folder, "part", "journal");

  beforeEach(() => rmSync(path.dirname(file), { recursive: true, force: true }));
  afterAll(() => rmSync(folder, { recursive: true }));

  function open(): { journal: LineJournal<number>; read: number[] } {
    const read: number[] = [];
    const journal = new LineJournal<number>({
      file,
      header: HEADER,
      accepts: (value): value is number => typeof value === "number",
      apply: (entry) => void read.push(entry),
      unreadable: (line) => new UserError(`line ${line} can't be read`, "none"),
    });
    return { journal, read };
  }

  it("is read as it was written, and continued after a line that a kill left incomplete", () => {
    open().journal.append([1, 2]);
    appendFileSync(file, "34");
    const { journal, read } = open();
    expect(read).toEqual([1, 2]);
    journal.append([3]);
    expect(open().read).toEqual([1, 2, 3]);
    expect(readFileSync(file, "utf8")).toBe(`${HEADER}\n1\n2\n3\n`);
    expect(journal.bytes).toBe(readFileSync(file).length);
    expect(journal.entries).toBe(3);
  });

  it("has only the entries by which it was rewritten, and those after", () => {
    const { journal } = open();
    journal.append([1, 2, 3]);
    journal.rewrite([3]);
    journal.append([4]);
    expect(open().read).toEqual([3, 4]);
    expect(journal.entries).toBe(2);
    expect(journal.bytes).toBe(readFileSync(file).length);
  });

  it.each([
    ["of another format", '{"format":2}\n1\n', "line 1"],
    ["without its first line", "1\n2\n", "line 1"],
    ["with a line that is no JSON", `${HEADER}\n1\n{\n`, "line 3"],
    ["with a line that is no entry", `${HEADER}\n1\n"2"\n3\n`, "line 3"],
  ])("refuses a file %s, and keeps it", (_, content, line) => {
    open().journal.append([1]);
    writeFileSync(file, `${content}torn`);
    expect(open).toThrow(`${line} can't be read`);
    expect(readFileSync(file, "utf8")).toBe(`${content}torn`);
  });
});
