import { errorCode } from "../../errors/error-code";
import { messageOf } from "../../errors/message-of";

/** Why a file that was named on the command line can't be read. */
export function unreadable(file: string, error: unknown): string {
  const code = errorCode(error);
  if (code === "ENOENT") return `There is no file ${file}.`;
  return code === "EISDIR" ? `${file} is a folder.` : `Can't read ${file}: ${messageOf(error)}`;
}
