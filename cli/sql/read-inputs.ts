import { messageOf } from "../../errors/message-of";
import { UserError } from "../../errors/user-error";
import { utf8Text } from "../input/utf8-text";
import { readAll } from "../input/read-all";
import { InputReader } from "./input/input-reader";
import type { Input } from "./input/input-reader";

/** Statements and commands of a file. @throws UserError if it can't be read, or is not UTF-8 */
export async function readInputs(file: string): Promise<Input[]> {
  if (file === "") throw new UserError("There is no file.", "Name one: \\i report.sql");
  const bytes = await readAll(file).catch((error: unknown) => {
    throw new UserError(`${file} can't be read: ${messageOf(error)}`, "Give the path of a file.");
  });
  const reader = new InputReader();
  const text = utf8Text(bytes, file);
  return [...text.split(/\r?\n/).flatMap((line) => reader.add(line)), ...reader.end()];
}
