import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, stat } from "node:fs/promises";
import { buffer } from "node:stream/consumers";

/**
 * The content of a file. A pipe is read by another program: Node.js waits for its own calls of the system when it ends, and
 * would not end at Ctrl-C while nobody writes.
 */
export async function readAll(file: string): Promise<Buffer> {
  if (!(await stat(file)).isFIFO()) return readFile(file);
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
