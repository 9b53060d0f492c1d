import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { messageOf } from "../../../../../errors/message-of";
import { TestEngine } from "../../../../support/athena/test-engine";
import { askTrino, type TrinoAnswer } from "../trino-client";
import { compareAnswers, digestOf, type Verdict } from "./compare-answers";
import { answerOf } from "../own-answer";
import { generateStatement, type GeneratedStatement } from "./statement-generator";

/** Statements that are asked at once. */
const AT_ONCE = 8;

/** Statements that are generated and compared before the next ones. */
const BATCH = 64;

/** What a run keeps of its answers. */
class Summary {
  private readonly counts = new Map<Verdict, number>();
  private readonly refusals = new Map<string, number>();
  private readonly disagreements: { index: number; verdict: Verdict }[] = [];

  add(index: number, verdict: Verdict, message: string | undefined): void {
    this.counts.set(verdict, (this.counts.get(verdict) ?? 0) + 1);
    if (verdict === "refused") {
      const reason = (message ?? "")
        .replace(/^NOT_SUPPORTED: (?:line \d+:\d+: )?/, "")
        .replace(/(?: is| are)? not supported by .*/s, "")
        .replace(/\(\d+(?:, ?\d+)?\)/g, "");
      this.refusals.set(reason, (this.refusals.get(reason) ?? 0) + 1);
    } else if (verdict !== "equal" && verdict !== "bothRefuse") {
      this.disagreements.push({ index, verdict });
    }
  }

  get disagrees(): boolean {
    return this.disagreements.length > 0;
  }

  toJson(): object {
    const byCount = [...this.refusals].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    return {
      counts: Object.fromEntries(this.counts),
      refusals: Object.fromEntries(byCount),
      disagreements: this.disagreements,
    };
  }
}

/** Asks Trino the statements, some at once. */
async function askAll(
  url: string,
  statements: readonly GeneratedStatement[],
): Promise<TrinoAnswer[]> {
  const answers: TrinoAnswer[] = [];
  for (let from = 0; from < statements.length; from += AT_ONCE) {
    const some = statements.slice(from, from + AT_ONCE);
    answers.push(...(await Promise.all(some.map(({ sql }) => askTrino(url, sql)))));
  }
  return answers;
}

/**
 * Compares the engine `duckdb` with a real Trino on generated statements:
 * `TRINO_URL=http://127.0.0.1:8080 npm run test:differential`. Writes `result.json`, the counts, and `answers.txt`, a
 * digest of Trino's answer a line, by which a test checks the engine without Java. `--report FILE` writes what
 * disagreed or was refused, with both answers; with `--from`, a part is run and no result written. Exits with 1 if they
 * disagree.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: "string", default: "1" },
      from: { type: "string", default: "0" },
      count: { type: "string", default: "10000" },
      report: { type: "string" },
    },
  });
  const url = process.env["TRINO_URL"];
  if (url === undefined)
    throw new Error("TRINO_URL is not set: it is the address of a Trino server");
  const [seed, from, count] = [Number(values.seed), Number(values.from), Number(values.count)];
  const version = (await askTrino(url, "SELECT version()")).rows?.[0]?.[0];
  const engine = new TestEngine();
  const summary = new Summary();
  const digests: string[] = [];
  const report: string[] = [];
  try {
    for (let start = from; start < from + count; start += BATCH) {
      const length = Math.min(BATCH, from + count - start);
      const batch = Array.from({ length }, (_, offset) => generateStatement(seed, start + offset));
      const answers = await askAll(url, batch);
      for (const [offset, statement] of batch.entries()) {
        const trino = answers[offset] ?? {};
        const own = await answerOf(engine, statement.sql);
        const verdict = compareAnswers(statement, own, trino);
        summary.add(start + offset, verdict, own.message);
        digests.push(digestOf(statement, trino));
        if (verdict === "equal" || verdict === "bothRefuse") continue;
        const line = { verdict, index: start + offset, sql: statement.sql, own, trino };
        report.push(JSON.stringify(line));
      }
    }
  } finally {
    await engine.close();
  }
  if (values.report !== undefined) writeFileSync(values.report, report.join("\n"));
  const result = { trino: version, seed, statements: count, ...summary.toJson() };
  console.log(JSON.stringify(result, undefined, 2));
  if (summary.disagrees) process.exitCode = 1;
  if (from !== 0) return;
  writeFileSync(join(__dirname, "result.json"), `${JSON.stringify(result, undefined, 2)}\n`);
  writeFileSync(join(__dirname, "answers.txt"), `${digests.join("\n")}\n`);
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
