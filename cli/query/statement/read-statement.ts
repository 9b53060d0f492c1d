import { messageOf } from "../../../errors/message-of";
import { UserError } from "../../../errors/user-error";
import { shellWord } from "../../terminal/shell-word";
import { readAll } from "../../input/read-all";
import { splitStatements } from "./split-statements";
import { utf8Text } from "../../input/utf8-text";

/** Where a statement is. */
export interface StatementSource {
  readonly sql?: string | undefined;
  /** Path of a file; `-` reads standard input. */
  readonly file?: string | undefined;
}

/**
 * The statement that a command line gives, or names the file of.
 *
 * @throws UserError unless there is exactly one statement, which is not empty, in UTF-8
 */
export async function readStatement(
  { sql, file }: StatementSource,
  input: NodeJS.ReadableStream = process.stdin,
): Promise<string> {
  if ((sql === undefined) === (file === undefined)) {
    throw new UserError(
      sql === undefined ? "There is no statement." : "There are two statements: one is in a file.",
      'Give one, or the file that has it: npx lake query "SELECT 1", npx lake query -f query.sql',
    );
  }
  const statement = sql ?? (await readSource(file ?? "", input));
  const { statements, rest } = splitStatements(statement);
  // A comment that is not closed is for the engine to report.
  if (statements.length + (rest === "" ? 0 : 1) > 1) throw severalStatements(file);
  if (statement.trim() !== "") return statement;
  throw new UserError("The statement is empty.", 'Give one, such as: npx lake query "SELECT 1"');
}

function severalStatements(file = "-"): UserError {
  return new UserError(
    "There is more than one statement, and lake query runs one.",
    file === "-"
      ? "Run them one after another, from a file or a pipe: npx lake sql < FILE"
      : `Run them one after another: npx lake sql < ${shellWord(file)}`,
  );
}

async function readSource(file: string, input: NodeJS.ReadableStream): Promise<string> {
  const bytes = await readAll(file, input).catch((error: unknown) => {
    throw new UserError(
      `${file} can't be read: ${messageOf(error)}`,
      "Give the path of a file, or - for standard input.",
    );
  });
  return utf8Text(bytes, file === "-" ? "Standard input" : file);
}
