import "../../../../../errors/require-node.cjs";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { messageOf } from "../../../../../errors/message-of";
import { agreesWithDigest, compareAnswers, digestOf, type Verdict } from "./compare-answers";
import { DifferentialRun } from "./differential-run";
import { refusalReason } from "./refusal-reason";
import { TrinoTables } from "./trino-tables";

/** Statements that Trino is asked at once. */
const AT_ONCE = 16;

/** Verdicts that no statement may have. */
const DISAGREEMENTS: readonly Verdict[] = ["otherRows", "otherTypes", "accepted", "blamed"];

/** What a run counts. */
class Summary {
  private readonly counts = new Map<Verdict, number>();
  private readonly refusals = new Map<string, number>();
  private readonly disagreements: { index: number; verdict: Verdict }[] = [];

  add(index: number, verdict: Verdict, message: string | undefined): void {
    this.counts.set(verdict, (this.counts.get(verdict) ?? 0) + 1);
    if (DISAGREEMENTS.includes(verdict)) this.disagreements.push({ index, verdict });
    if (verdict !== "refused") return;
    const reason = refusalReason(message ?? "");
    this.refusals.set(reason, (this.refusals.get(reason) ?? 0) + 1);
  }

  get disagrees(): boolean {
    return this.disagreements.length > 0;
  }

  toJson(): object {
    const byCount = [...this.refusals].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    return {
      counts: Object.fromEntries([...this.counts].sort(([, x], [, y]) => y - x)),
      refusals: Object.fromEntries(byCount),
      disagreements: this.disagreements,
    };
  }
}

interface Options {
  readonly seed: number;
  readonly from: number;
  readonly count: number;
  readonly report: string | undefined;
  readonly write: boolean;
  readonly failing: boolean;
}

/** Compares the engine with a Trino, and writes its answers with `--write`. */
async function askAndCompare(url: string, options: Options): Promise<boolean> {
  const { seed, from, count } = options;
  const run = new DifferentialRun(seed, options.failing ? "failing" : "all");
  const trino = new TrinoTables(url, seed, run.tables);
  const summary = new Summary();
  const digests: string[] = [];
  const report: string[] = [];
  try {
    await run.setUp();
    await trino.create();
    const ask = (start: number) => {
      const length = Math.max(0, Math.min(AT_ONCE, from + count - start));
      const batch = Array.from({ length }, (_, offset) => run.statement(start + offset));
      return { batch, answers: Promise.all(batch.map(({ sql }) => trino.ask(sql))) };
    };
    // Trino works on the next ones, while the engine answers.
    let next = ask(from);
    for (let start = from; start < from + count; start += AT_ONCE) {
      const { batch } = next;
      const answers = await next.answers;
      next = ask(start + AT_ONCE);
      if (start % 1024 < AT_ONCE) console.error(`${start - from} of ${count}`);
      for (const [offset, statement] of batch.entries()) {
        const answer = answers[offset] ?? {};
        const own = await run.answer(statement);
        const verdict = compareAnswers(statement, own, answer);
        summary.add(start + offset, verdict, own.message);
        digests.push(digestOf(statement, answer));
        const line = { verdict, index: start + offset, sql: statement.sql, own, trino: answer };
        if (DISAGREEMENTS.includes(verdict)) console.log(JSON.stringify(line));
        if (verdict !== "equal") report.push(JSON.stringify(line));
      }
    }
  } finally {
    await trino.drop().catch(() => undefined);
    await run.close();
  }
  const version = (await trino.ask("SELECT version()")).rows?.[0]?.[0];
  const result = { trino: version, seed, statements: count, ...summary.toJson() };
  console.log(JSON.stringify(result, undefined, 2));
  if (options.report !== undefined) writeFileSync(options.report, report.join("\n"));
  if (options.write) {
    writeFileSync(join(__dirname, "result.json"), `${JSON.stringify(result, undefined, 2)}\n`);
    writeFileSync(join(__dirname, "answers.txt"), `${digests.join("\n")}\n`);
  }
  return summary.disagrees;
}

/** Compares the engine with the committed answers, but for the statements that are known to be answered otherwise. */
async function compareWithCommitted({ seed, from, count }: Options): Promise<boolean> {
  const { disagreements } = JSON.parse(
    readFileSync(join(__dirname, "result.json"), "utf8"),
    // Written below: it has this field.
  ) as { disagreements: readonly { readonly index: number }[] };
  const known = new Set(disagreements.map(({ index }) => index));
  const digests = readFileSync(join(__dirname, "answers.txt"), "utf8").trimEnd().split("\n");
  const run = new DifferentialRun(seed);
  let different = 0;
  try {
    await run.setUp();
    for (let index = from; index < Math.min(from + count, digests.length); index += 1) {
      const statement = run.statement(index);
      const own = await run.answer(statement);
      const expected = digests[index] ?? "";
      if (known.has(index) || agreesWithDigest(statement, own, expected)) continue;
      different += 1;
      console.log(JSON.stringify({ index, sql: statement.sql, own, trino: expected }));
    }
  } finally {
    await run.close();
  }
  console.log(`${different} statements are answered otherwise than by Trino.`);
  return different > 0;
}

/**
 * Compares the engine `duckdb` with a real Trino on generated statements: `npm run test:differential` with the committed
 * digests of Trino's answers, and with `TRINO_URL=http://127.0.0.1:8080` with that server, which needs the catalog
 * `memory`. `--write` then writes `result.json`, the counts, and `answers.txt`, a digest a line. `--seed` makes other
 * tables and statements, for which there are no committed answers. `--report FILE` writes what disagreed or was refused,
 * with both answers. `--failing` makes statements in which an expression that can fail is inside of others. Exits with 1 if they disagree.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: "string", default: "1" },
      from: { type: "string", default: "0" },
      count: { type: "string", default: "10000" },
      report: { type: "string" },
      write: { type: "boolean", default: false },
      failing: { type: "boolean", default: false },
    },
  });
  const [seed, from, count] = [Number(values.seed), Number(values.from), Number(values.count)];
  const { report, write, failing } = values;
  const url = process.env["TRINO_URL"];
  if (failing && write) throw new Error("--write writes the answers to statements of all kinds");
  if (url === undefined && (seed !== 1 || write || failing)) {
    throw new Error(
      "TRINO_URL is not set, and there are answers of seed 1 only: it is the address of a Trino server",
    );
  }
  const options = { seed, from, count, report, write, failing };
  const disagrees =
    url === undefined ? await compareWithCommitted(options) : await askAndCompare(url, options);
  if (disagrees) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
