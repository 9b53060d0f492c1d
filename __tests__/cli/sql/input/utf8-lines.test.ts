import { Readable } from "node:stream";
import { utf8Lines } from "../../../../cli/sql/input/utf8-lines";

async function linesOf(...chunks: readonly (string | Buffer)[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of utf8Lines(Readable.from(chunks))) lines.push(line);
  return lines;
}

describe("the lines of a stream", () => {
  it.each([
    [["one\ntwo\n"], ["one", "two"]],
    [
      ["on", "e\r", "\ntw", "o"],
      ["one", "two"],
    ],
    [
      ["\uFEFFone\n\n", "two"],
      ["one", "", "two"],
    ],
    [[], []],
  ])("of %j are %j", async (chunks, lines) => {
    expect(await linesOf(...chunks)).toEqual(lines);
  });

  it("have their characters, though a chunk ends within one", async () => {
    const bytes = Buffer.from("SELECT '𝄞é'\n");
    const chunks = [...bytes].map((byte) => Buffer.from([byte]));
    expect(await linesOf(...chunks)).toEqual(["SELECT '𝄞é'"]);
  });

  it.each([
    ["a byte of another encoding", [Buffer.from("SELECT 'caf\xe9';\n", "latin1")]],
    ["half a character at the end", [Buffer.from("SELECT 'é").subarray(0, -1)]],
  ])("are refused for %s, and not changed", async (_, chunks) => {
    await expect(linesOf(...chunks)).rejects.toThrow("Standard input is not UTF-8.");
  });
});
