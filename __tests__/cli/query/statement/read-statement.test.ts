import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { readStatement } from "../../../../cli/query/statement/read-statement";

const folder = mkdtempSync(path.join(tmpdir(), "statement-"));

describe("the statement of `lake query`", () => {
  it("is an argument, a file or standard input", async () => {
    const file = path.join(folder, "query.sql");
    writeFileSync(file, "SELECT 1;\n");
    expect(await readStatement({ sql: "SELECT 2" })).toBe("SELECT 2");
    expect(await readStatement({ file })).toBe("SELECT 1;\n");
    expect(await readStatement({ file: "-" }, Readable.from(["SELECT ", "3"]))).toBe("SELECT 3");
  });

  it("is what a file in UTF-8 has behind its byte order mark, and no text of another encoding", async () => {
    const file = path.join(folder, "encoded.sql");
    writeFileSync(file, "\uFEFFSELECT 'é'");
    expect(await readStatement({ file })).toBe("SELECT 'é'");
    const latin1 = Buffer.from("SELECT 'caf\xe9'", "latin1");
    writeFileSync(file, latin1);
    await expect(readStatement({ file })).rejects.toThrow(
      `${file}, line 1, byte 12 is not UTF-8: 0xE9.`,
    );
    await expect(readStatement({ file: "-" }, Readable.from([latin1]))).rejects.toThrow(
      "Standard input, line 1, byte 12 is not UTF-8: 0xE9.",
    );
  });

  it("is alone in its file, or its semicolons are in texts and comments: lake sql runs several", async () => {
    const file = path.join(folder, "two.sql");
    writeFileSync(file, "SELECT 1;\nSELECT 2");
    await expect(readStatement({ file })).rejects.toMatchObject({
      advice: `Run them one after another: npx lake sql < ${file}`,
    });
    const one = "SELECT ';' -- one; two\n; /* three; */\n;";
    expect(await readStatement({ sql: one })).toBe(one);
  });

  it.each([
    ["none", {}, "There is no statement."],
    ["two", { sql: "SELECT 1", file: "-" }, "There are two statements: one is in a file."],
    ["an empty one", { sql: " \n" }, "The statement is empty."],
    ["a file that is not there", { file: path.join(folder, "missing.sql") }, "can't be read"],
    ["two in a row", { sql: "SELECT 1; SELECT 2" }, "There is more than one statement"],
  ])("is not %s", async (_, source, message) => {
    await expect(readStatement(source)).rejects.toThrow(message);
  });
});
