import { readFileSync } from "node:fs";
import { join } from "node:path";

import { TestEngine } from "../../../../support/athena/test-engine";
import { announcedBackend } from "../../../../support/trino/announced-backend";
import { answerOf } from "../differential/own-answer";
import { REGEXP_STATEMENTS } from "./regexp-statements";

/** What the engine may refuse: it names the construct, and the engine that answers. */
const REFUSAL =
  /^NOT_SUPPORTED: (.+) in a regular expression is not supported by the SQL engine duckdb; .*--sql-engine trino$/s;

/** For a real Trino on a machine that does much else. */
const TIMEOUT_MS = 1_800_000;

describe("regular expressions, generated", () => {
  const engine = new TestEngine();
  const answers = readFileSync(join(__dirname, "answers.jsonl"), "utf8").trimEnd().split("\n");

  afterAll(() => engine.close());

  it(
    "give Trino's answers, or are refused by the name of a construct",
    async () => {
      const differences: string[] = [];
      let answered = 0;
      for (const [index, sql] of REGEXP_STATEMENTS.entries()) {
        const { rows, error, message } = await answerOf(engine, sql);
        // Four rows in any order: nothing orders them.
        const sorted = (value: unknown) =>
          Array.isArray(value) ? value.map((row) => JSON.stringify(row)).sort() : value;
        const expected: unknown = JSON.parse(answers[index] ?? "null");
        if (JSON.stringify(sorted(error ?? rows)) === JSON.stringify(sorted(expected))) {
          answered += 1;
        } else if (!REFUSAL.test(message ?? "")) {
          differences.push(
            `${sql}: Trino ${answers[index]}, here ${message ?? JSON.stringify(rows)}`,
          );
        }
      }
      expect(differences).toEqual([]);
      const least = announcedBackend() === undefined ? 550 : REGEXP_STATEMENTS.length;
      expect(answered).toBeGreaterThanOrEqual(least);
    },
    TIMEOUT_MS,
  );
});
