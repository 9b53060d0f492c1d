import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { messageOf } from "../../../../../errors/message-of";
import { askTrino } from "../trino-client";
import { REGEXP_STATEMENTS } from "./regexp-statements";

/** Statements that are asked at once. */
const AT_ONCE = 8;

/**
 * Asks a real Trino the statements of `regexp-statements.ts`, and writes a line for each to `answers.jsonl`, its rows or
 * the name of its error: `TRINO_URL=http://127.0.0.1:8080 npx tsx …/regexps/ask-regexps.ts`.
 */
async function main(): Promise<void> {
  const url = process.env["TRINO_URL"];
  if (url === undefined)
    throw new Error("TRINO_URL is not set: it is the address of a Trino server");
  const lines: string[] = [];
  for (let from = 0; from < REGEXP_STATEMENTS.length; from += AT_ONCE) {
    const batch = REGEXP_STATEMENTS.slice(from, from + AT_ONCE);
    const answers = await Promise.all(batch.map((sql) => askTrino(url, sql)));
    lines.push(...answers.map(({ rows, error }) => JSON.stringify(error ?? rows)));
  }
  writeFileSync(join(__dirname, "answers.jsonl"), `${lines.join("\n")}\n`);
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
