import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { messageOf } from "../../../../errors/message-of";
import { STATEMENTS } from "./statements/statements";
import { askTrino } from "./trino-client";

/** Statements that are asked at once. */
const AT_ONCE = 8;

/**
 * Asks a real Trino every statement of `statements/`, and writes its answers to one file of JSON lines a class:
 * `TRINO_URL=http://127.0.0.1:8080 npx tsx __tests__/local/athena/trino-cases/ask-trino.ts [class …]`.
 */
async function main(classes: readonly string[]): Promise<void> {
  const url = process.env["TRINO_URL"];
  if (url === undefined)
    throw new Error("TRINO_URL is not set: it is the address of a Trino server");
  const unknown = classes.find((name) => !Object.hasOwn(STATEMENTS, name));
  if (unknown !== undefined) {
    throw new Error(
      `There is no class ${unknown}; there are ${Object.keys(STATEMENTS).join(", ")}`,
    );
  }
  const { rows } = await askTrino(url, "SELECT version()");
  const version = rows?.[0]?.[0];
  const functions = await askTrino(url, "SHOW FUNCTIONS");
  const names = new Set((functions.rows ?? []).map(([name]) => (name ?? "").toLowerCase()));
  const known = { trino: version, functions: [...names].sort() };
  writeFileSync(join(__dirname, "functions.json"), `${JSON.stringify(known, null, 1)}\n`);
  for (const [name, statements] of Object.entries(STATEMENTS)) {
    if (classes.length > 0 && !classes.includes(name)) continue;
    const lines: string[] = [];
    const unique = [...new Set(statements)];
    for (let from = 0; from < unique.length; from += AT_ONCE) {
      const batch = unique.slice(from, from + AT_ONCE);
      const answers = await Promise.all(batch.map((sql) => askTrino(url, sql)));
      lines.push(...batch.map((sql, index) => JSON.stringify({ sql, ...answers[index] })));
    }
    const path = join(__dirname, `${name}.jsonl`);
    writeFileSync(path, `${[JSON.stringify({ trino: version }), ...lines].join("\n")}\n`);
    console.log(`${name}: ${lines.length} answers of Trino ${version}`);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
