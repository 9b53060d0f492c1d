import { spawn } from "node:child_process";
import path from "node:path";
import { text } from "node:stream/consumers";
import { createInterface } from "node:readline";
import { isRecord } from "../../../errors/is-record";
import { UserError } from "../../../errors/user-error";
import { projectFolder } from "../../../local/home/lake-home";
import type { Detail } from "../../terminal/output";
import { shellWord } from "../../terminal/shell-word";
import { waitForExit } from "../../terraform/wait-for-exit";

/** Of the text that a failed command leaves behind. */
const MAXIMUM_LINES = 50;

/**
 * Runs another command of `lake`; each has its own timeouts.
 *
 * @param detail is notified of each line of its progress
 * @param program file that Node.js runs @default - `lake` of this project
 * @returns its document
 * @throws UserError with its error, and the command to continue with
 */
export async function runLake(
  args: readonly string[],
  detail: Detail,
  program = path.join(projectFolder, "cli", "lake.mjs"),
): Promise<unknown> {
  const child = spawn(process.execPath, [program, ...args, "--json"], {
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    windowsHide: true,
  });
  const lines: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    lines.push(line);
    if (lines.length > MAXIMUM_LINES) lines.shift();
    detail(line.trim());
  });
  const [exitCode, stdout] = await Promise.all([waitForExit(child), text(child.stdout)]);
  const answer = parse(stdout);
  if (exitCode === 0) return answer;
  const error = isRecord(answer) && isRecord(answer.error) ? answer.error : {};
  const message = textIn(error, "message") || lines.join("\n").trim() || stdout.trim();
  throw new UserError(
    `lake ${args[0] ?? ""} failed: ${message}`,
    `The dataset's file is written. ${textIn(error, "advice")} Then: npx lake ${args.map(shellWord).join(" ")}`,
  );
}

function textIn(error: Readonly<Record<string, unknown>>, name: string): string {
  const text = error[name];
  return typeof text === "string" ? text : "";
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
