import { UserError } from "../../errors/user-error";
import type { Output } from "../terminal/output";
import type { Rows } from "../query/formats/result-format";
import { InputReader } from "./input/input-reader";
import type { Input } from "./input/input-reader";
import { utf8Lines } from "./input/utf8-lines";
import type { SqlSession } from "./sql-session";

/**
 * Runs what is read, statement by statement as they come, until one fails. With `--json` the results are one document, also
 * those before a failure.
 *
 * @throws UserError that says why a statement failed
 */
export async function runScript(
  session: SqlSession,
  output: Output,
  input: NodeJS.ReadableStream,
): Promise<void> {
  const results: Rows[] = [];
  const run = async (inputs: readonly Input[]): Promise<void> => {
    for (const each of inputs) {
      for await (const { text, isData = false, isNote = false, rows } of session.answers(each)) {
        if (output.json) results.push(...(rows === undefined ? [] : [rows]));
        else if (isNote) output.note(text);
        else if (isData) output.data(text);
        else output.result(undefined, () => text);
      }
      if (session.isOver) return;
    }
  };
  const reader = new InputReader();
  try {
    for await (const line of utf8Lines(input)) {
      await run(reader.add(line));
      if (session.isOver) break;
    }
    if (!session.isOver) await run(reader.end());
  } catch (error) {
    if (output.json && error instanceof UserError) output.result({ results }, () => "", error);
    throw error;
  }
  if (output.json) output.result({ results }, () => "");
}
