import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:fs";
import { access, readFile, stat } from "node:fs/promises";
import { buffer } from "node:stream/consumers";

/**
 * The content of a file that the command line names. A pipe or a terminal is read by another program: Node.js waits for its
 * own calls of the system when it ends, and would not end at Ctrl-C while nobody writes.
 *
 * @param file path; `-` is the standard input
 */
export async function readAll(
  file: string,
  input: NodeJS.ReadableStream = process.stdin,
): Promise<Buffer> {
  if (file === "-") return buffer(input);
  const kind = await stat(file);
  if (!kind.isFIFO() && !kind.isCharacterDevice()) return readFile(file);
  await access(file, constants.R_OK);
  const reader = spawn("cat", ["--", file], { stdio: ["ignore", "pipe", "inherit"] });
  const stopReader = () => reader.kill();
  process.once("exit", stopReader);
  try {
    const [content] = await Promise.all([buffer(reader.stdout), once(reader, "close")]);
    return content;
  } finally {
    process.off("exit", stopReader);
  }
}
