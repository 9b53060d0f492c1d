import { setImmediate as breathe } from "node:timers/promises";
import type { Jq } from "jq-wasm";

/** jq works without a pause; a batch of this size takes a few hundredths of a second. */
const DOCUMENTS_AT_ONCE = 500;

// What a query could use to reach beyond its own record. Firehose runs it for each record by itself.
const DISABLED_FUNCTIONS = ["input", "inputs", "halt", "halt_error", "halt_error(f)"]
  .map((name) => `def ${name}: error("${name.split("(")[0]} is not available");`)
  .join(" ");

/** What a query made of one document: its outputs, or why it failed. */
export type JqOutcome = { readonly outputs: readonly unknown[] } | { readonly error: string };

let engine: Promise<Jq> | undefined;

/**
 * A jq query, run over many documents at once.
 *
 * Firehose has jq 1.6, the engine here is 1.8: functions that came later work here only. Numbers are doubles in both.
 */
export class JqQuery {
  constructor(readonly text: string) {}

  /**
   * Runs the query over each document.
   *
   * @param documents one JSON text each, checked already
   * @returns an outcome for each document, in their order; where the query can't be compiled, each says so
   */
  async evaluate(documents: readonly string[]): Promise<JqOutcome[]> {
    const outcomes: JqOutcome[] = [];
    for (let from = 0; from < documents.length; from += DOCUMENTS_AT_ONCE) {
      const batch = documents.slice(from, from + DOCUMENTS_AT_ONCE);
      outcomes.push(...((await this.run(batch)) ?? (await this.runOneByOne(batch))));
      await breathe();
    }
    return outcomes;
  }

  /** @returns undefined where jq stopped on the way and it can't be told at which document */
  private async run(documents: readonly string[]): Promise<JqOutcome[] | undefined> {
    const program = `${DISABLED_FUNCTIONS} try {outputs: [\n${this.text}\n]} catch {error: (if type == "string" then . else tojson end)}`;
    try {
      const jq = await (engine ??= load());
      const { stdout, stderr, exitCode } = jq.raw(documents.join("\n"), program, ["-c"]);
      if (exitCode === 3) return documents.map(() => ({ error: stderr.trim() }));
      const lines = stdout.split("\n").filter((line) => line !== "");
      if (lines.length !== documents.length) return undefined;
      // The program above gives an object of this form for each document.
      return lines.map((line) => JSON.parse(line) as JqOutcome);
    } catch {
      // An engine that ran out of memory or stack is of no more use.
      engine = undefined;
      return undefined;
    }
  }

  private async runOneByOne(documents: readonly string[]): Promise<JqOutcome[]> {
    const outcomes: JqOutcome[] = [];
    for (const document of documents) {
      const [outcome] = (await this.run([document])) ?? [];
      outcomes.push(outcome ?? { error: "jq could not run the query on this record" });
    }
    return outcomes;
  }
}

/** Only where a query is deployed is the engine worth the time it takes to load. */
async function load(): Promise<Jq> {
  const { loadJq } = await import("jq-wasm");
  return loadJq();
}
