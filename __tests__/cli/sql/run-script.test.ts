import { Readable } from "node:stream";
import { UserError } from "../../../errors/user-error";
import { runScript } from "../../../cli/sql/run-script";
import type { SqlSession } from "../../../cli/sql/sql-session";
import { collectedOutput } from "../support/collected-output";

/** A session that answers with what it was asked, and fails at `bad`. */
function echo(asked: string[] = []): SqlSession {
  const session = {
    isOver: false,
    // oxlint-disable-next-line typescript/require-await -- as the session's, which waits
    answers: async function* ({ text }: { text: string }) {
      asked.push(text);
      if (text === "bad") throw new UserError("It is bad.", "");
      if (text === "\\q") session.isOver = true;
      else if (text === "noted") yield { text, isNote: true };
      else yield { text, rows: { columns: [], rows: [[text]] }, isData: text === "data" };
    },
  };
  return session as unknown as SqlSession; // what a script uses of it
}

describe("statements from a pipe", () => {
  it("run one after another, also the last without a semicolon", async () => {
    const { output, text } = collectedOutput();
    await runScript(echo(), output, Readable.from(["one; two", "\nlines;\ndata; thr", "ee"]));
    expect(text()).toBe("one\ntwo\nlines\ndata\nthree\n");
  });

  it("print notes next to the data", async () => {
    const { output, text, notes } = collectedOutput();
    await runScript(echo(), output, Readable.from(["noted; data"]));
    expect([text(), notes()]).toEqual(["data\n", "noted\n"]);
  });

  it("end at the first that fails, and at \\q", async () => {
    const asked: string[] = [];
    const { output } = collectedOutput();
    const failing = runScript(echo(asked), output, Readable.from(["one; bad; two;"]));
    await expect(failing).rejects.toThrow("It is bad.");
    await runScript(echo(asked), output, Readable.from(["\\q\nthree;"]));
    expect(asked).toEqual(["one", "bad", "\\q"]);
  });

  it("are one document with --json, also when one fails", async () => {
    const { output, text } = collectedOutput(true);
    await runScript(echo(), output, Readable.from(["one; two"]));
    const rows = (value: string) => ({ columns: [], rows: [[value]] });
    expect(JSON.parse(text())).toEqual({ results: [rows("one"), rows("two")] });
    const failed = collectedOutput(true);
    const failing = runScript(echo(), failed.output, Readable.from(["one; bad; two"]));
    await expect(failing).rejects.toThrow();
    expect(JSON.parse(failed.text())).toEqual({
      results: [rows("one")],
      error: { message: "It is bad.", advice: "" },
    });
  });
});
