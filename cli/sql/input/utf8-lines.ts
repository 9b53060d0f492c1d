import { TextDecoder } from "node:util";
import { UserError } from "../../../errors/user-error";

/**
 * The lines of a stream as they come, without a byte order mark.
 *
 * @throws UserError if the stream is not UTF-8: what would take the place of its characters is another text
 */
export async function* utf8Lines(input: NodeJS.ReadableStream): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let parts: string[] = [];
  const linesOf = (text: string): string[] => {
    const [end = "", ...begun] = text.split("\n");
    parts.push(end);
    const last = begun.pop();
    if (last === undefined) return [];
    const lines = [parts.join(""), ...begun];
    parts = [last];
    return lines.map((line) => line.replace(/\r$/, ""));
  };
  for await (const chunk of input) yield* linesOf(decode(decoder, Buffer.from(chunk)));
  yield* linesOf(decode(decoder));
  const rest = parts.join("");
  if (rest !== "") yield rest;
}

/** @param bytes @default - the end */
function decode(decoder: TextDecoder, bytes?: Buffer): string {
  try {
    return decoder.decode(bytes, { stream: bytes !== undefined });
  } catch {
    throw new UserError(
      "Standard input is not UTF-8.",
      "Convert it first, for example: iconv --from-code=LATIN1 --to-code=UTF-8 report.sql | npx lake sql",
    );
  }
}
