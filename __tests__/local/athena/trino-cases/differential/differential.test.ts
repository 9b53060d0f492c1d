import { readFileSync } from "node:fs";
import { join } from "node:path";

import { TestEngine } from "../../../../support/athena/test-engine";
import { compareAnswers, digestOf } from "./compare-answers";
import { answerOf } from "../own-answer";
import { generateStatement } from "./statement-generator";

/** What run-differential.ts wrote. */
interface DifferentialResult {
  readonly seed: number;
  readonly statements: number;
  readonly disagreements: readonly { readonly index: number }[];
}

/** Each of them is run here; the whole set is too slow for each run of the tests. */
const EVERY = 20;

const result = JSON.parse(
  readFileSync(join(__dirname, "result.json"), "utf8"),
  // Written by run-differential.ts: it has these fields.
) as DifferentialResult;
const digests = readFileSync(join(__dirname, "answers.txt"), "utf8").trimEnd().split("\n");

describe("generated statements", () => {
  const engine = new TestEngine();

  afterAll(() => engine.close());

  it("have a digest of Trino's answer each", () => {
    expect(digests).toHaveLength(result.statements);
  });

  it("are answered as the real Trino answered them, or refused", async () => {
    const known = new Set(result.disagreements.map(({ index }) => index));
    const different: string[] = [];
    for (let index = 0; index < result.statements; index += EVERY) {
      if (known.has(index)) continue;
      const statement = generateStatement(result.seed, index);
      const own = await answerOf(engine, statement.sql);
      const refused = own.error === "NOT_SUPPORTED" || digests[index] === "error";
      if (own.error !== undefined && refused) continue;
      if (digestOf(statement, own) !== digests[index]) different.push(statement.sql);
    }
    expect(different).toEqual([]);
  });

  const plain = { ordered: false, inexact: false };
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
  ])("are %s", (verdict, statement, own, trino) => {
    expect(compareAnswers(statement, own, trino)).toBe(verdict);
  });
});
