import { setImmediate as yieldToEventLoop } from "node:timers/promises";
import type { Jq } from "jq-wasm";

/** jq is synchronous; a batch of this size takes a few hundredths of a second. */
const DOCUMENTS_AT_ONCE = 500;

// Functions that reach beyond one record: Firehose runs the query for each record separately.
const DISABLED_FUNCTIONS = ["input", "inputs", "halt", "halt_error", "halt_error(f)"]
  .map((name) => `def ${name}: error("${name.split("(")[0]} is not available");`)
  .join(" ");

/** Result of a query for one document: its outputs, or an error. */
export type JqOutcome = { readonly outputs: readonly unknown[] } | { readonly error: string };

let engine: Promise<Jq> | undefined;

/**
 * A jq query that runs over many documents at once.
 *
 * Firehose has jq 1.6, this engine is 1.8: newer functions work here only. Both represent numbers as doubles.
 */
export class JqQuery {
  constructor(readonly text: string) {}

  /**
   * Runs the query for each document.
   *
   * @param documents valid JSON texts
   * @returns an outcome for each document, in order; if the query can't be compiled, each is that error
   */
  async evaluate(documents: readonly string[]): Promise<JqOutcome[]> {
    const outcomes: JqOutcome[] = [];
    for (let from = 0; from < documents.length; from += DOCUMENTS_AT_ONCE) {
      const batch = documents.slice(from, from + DOCUMENTS_AT_ONCE);
      outcomes.push(...((await this.run(batch)) ?? (await this.runOneByOne(batch))));
      await yieldToEventLoop();
    }
    return outcomes;
  }

  /** @returns undefined if jq stopped and the document is unknown */
  private async run(documents: readonly string[]): Promise<JqOutcome[] | undefined> {
    const program = `${DISABLED_FUNCTIONS} try {outputs: [\n${this.text}\n]} catch {error: (if type == "string" then . else tojson end)}`;
    try {
      const jq = await (engine ??= load());
      const { stdout, stderr, exitCode } = jq.raw(documents.join("\n"), program, ["-c"]);
      if (exitCode === 3) return documents.map(() => ({ error: stderr.trim() }));
      const lines = stdout.split("\n").filter((line) => line !== "");
      if (lines.length !== documents.length) return undefined;
      // The program above outputs an object of this form for each document.
      return lines.map((line) => JSON.parse(line) as JqOutcome);
    } catch {
      // An engine that ran out of memory or stack can't be used again.
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

/** Loaded only if a query is deployed, because it is slow to load. */
async function load(): Promise<Jq> {
  const { loadJq } = await import("jq-wasm");
  return loadJq();
}
