import { PassThrough } from "node:stream";
import type { ReadStream } from "node:tty";
import { TypedInput } from "../../../../cli/sql/prompt/typed-input";

/** A terminal to type into, and what reaches the line. */
function typedInput() {
  const terminal = new PassThrough();
  const screen = new PassThrough().resume();
  // The parts of a terminal that are read.
  const input = new TypedInput(terminal as unknown as ReadStream, screen);
  const delivered: string[] = [];
  input.keys.on("data", (keys: Buffer) => delivered.push(`keys ${JSON.stringify(String(keys))}`));
  input.on("pasted", (text) => delivered.push(`pasted ${JSON.stringify(text)}`));
  input.on("interrupt", () => delivered.push("interrupt"));
  const type = async (...chunks: readonly string[]) => {
    for (const chunk of chunks) terminal.write(chunk);
    await settled();
    return delivered.splice(0);
  };
  const release = async () => {
    input.release();
    await settled();
    return delivered.splice(0);
  };
  return { type, release };
}

/** After as many turns as a few pieces take. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe("what is typed into the prompt", () => {
  it("comes line by line, each when the one before is done", async () => {
    const { type, release } = typedInput();
    expect(await type("SELECT 1;\r", "SELECT 2;\n")).toEqual(['keys "SELECT 1;\\r"']);
    expect(await release()).toEqual(['keys "SELECT 2;\\r"']);
    expect(await type("SELECT 3")).toEqual([]);
    expect(await release()).toEqual(['keys "SELECT 3"']);
  });

  it("waits for the completion of a Tab", async () => {
    const { type } = typedInput();
    expect(await type("ord\t WHERE")).toEqual(['keys "ord\\t"', 'keys " WHERE"']);
  });

  it("is text where it is pasted, though the marks of a paste come in parts", async () => {
    const { type, release } = typedInput();
    expect(await type("a\x1b[20", "0~b\tc\r\nd\x1b[201", "~e")).toEqual([
      'keys "a"',
      'pasted "b\\tc\\n"',
    ]);
    expect(await release()).toEqual(['pasted "d"', 'keys "e"']);
  });

  it("is interrupted by Ctrl-C while a line is not done, and what was typed ahead is forgotten", async () => {
    const { type, release } = typedInput();
    await type("SELECT 1;\r", "SELECT 2;\r");
    expect(await type("SEL\x03")).toEqual(["interrupt"]);
    expect(await release()).toEqual([]);
    expect(await type("\x03")).toEqual(['keys "\\u0003"']);
  });
});
