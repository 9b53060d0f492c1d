import { readFileSync } from "node:fs";
import { join } from "node:path";

import { agreesWithDigest, compareAnswers } from "./compare-answers";
import { DifferentialRun } from "./differential-run";
import { refusalReason } from "./refusal-reason";
import { TrinoTables } from "./trino-tables";

/** What run-differential.ts wrote. */
interface DifferentialResult {
  readonly seed: number;
  readonly statements: number;
  readonly disagreements: readonly { readonly index: number }[];
  readonly refusals: Readonly<Record<string, number>>;
}

/** One of as many is run here, and all by `npm run test:differential`. */
const EVERY = 10;

/** For a real Trino on a machine that does much else. */
const TIMEOUT_MS = 1_800_000;

const result = JSON.parse(
  readFileSync(join(__dirname, "result.json"), "utf8"),
  // Written by run-differential.ts: it has these fields.
) as DifferentialResult;
const digests = readFileSync(join(__dirname, "answers.txt"), "utf8").trimEnd().split("\n");

describe("generated statements", () => {
  const run = new DifferentialRun(result.seed);

  beforeAll(() => run.setUp());

  afterAll(() => run.close());

  it("have a digest of Trino's answer each, and none was answered otherwise", () => {
    expect(digests).toHaveLength(result.statements);
    expect(result.disagreements).toEqual([]);
  });

  it(
    "are answered as the real Trino answered them, or refused",
    async () => {
      const different: { index: number; sql: string; own: unknown; trino: unknown }[] = [];
      let answered = 0;
      for (let index = 0; index < result.statements; index += EVERY) {
        const statement = run.statement(index);
        const own = await run.answer(statement);
        if (own.error === undefined) answered += 1;
        if (agreesWithDigest(statement, own, digests[index])) continue;
        different.push({ index, sql: statement.sql, own, trino: digests[index] });
      }
      const url = process.env["TRINO_URL"];
      if (different.length > 0 && url !== undefined) {
        const trino = new TrinoTables(url, result.seed, run.tables);
        await trino.create();
        for (const each of different) each.trino = await trino.ask(each.sql);
        await trino.drop();
      }
      expect(different).toEqual([]);
      // An engine that refuses everything disagrees with nothing.
      expect(answered).toBeGreaterThan((0.95 * result.statements) / EVERY);
    },
    TIMEOUT_MS,
  );

  it("are refused by naming the construct", () => {
    expect(Object.keys(result.refusals).filter((reason) => /^This |DuckDB/.test(reason))).toEqual(
      [],
    );
    expect(
      refusalReason(
        "NOT_SUPPORTED: line 1:8: Function 'checksum' is not supported by the SQL engine duckdb; start …",
      ),
    ).toBe("Function 'checksum'");
  });

  const plain = { ordered: false, inexact: false, anyMapOrder: false };
  const rows = { types: ["integer"], rows: [["1"], ["2"]] };

  it.each([
    ["equal", plain, { ...rows, rows: [["2"], ["1"]] }, rows],
    ["otherRows", { ...plain, ordered: true }, { ...rows, rows: [["2"], ["1"]] }, rows],
    ["otherRows", plain, { ...rows, rows: [["1"]] }, rows],
    ["otherTypes", plain, { ...rows, types: ["bigint"] }, rows],
    ["accepted", plain, rows, { error: "TYPE_MISMATCH" }],
    ["blamed", plain, { error: "TYPE_MISMATCH" }, rows],
    ["refused", plain, { error: "NOT_SUPPORTED" }, rows],
    ["bothRefuse", plain, { error: "NOT_SUPPORTED" }, { error: "TYPE_MISMATCH" }],
    ["noAnswer", plain, rows, { error: "GENERIC_INTERNAL_ERROR" }],
  ])("are %s", (verdict, statement, own, trino) => {
    expect(compareAnswers(statement, own, trino)).toBe(verdict);
  });
});
