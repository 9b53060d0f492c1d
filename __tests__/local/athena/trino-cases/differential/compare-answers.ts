import { createHash } from "node:crypto";

import type { OwnAnswer } from "./own-answer";
import type { TrinoAnswer } from "../trino-client";
import type { GeneratedStatement } from "./statement-generator";

/** How two answers to a statement relate. `refused`, `bothRefuse`, `otherError` and `noAnswer` are no disagreements. */
export type Verdict =
  | "equal"
  | "refused"
  | "bothRefuse"
  | "otherError"
  | "noAnswer"
  | "otherRows"
  | "otherTypes"
  | "accepted"
  | "blamed";

/** Trino's code for an error of its own: it has no answer then to compare with. */
const INTERNAL_ERROR = "GENERIC_INTERNAL_ERROR";

/** What of a statement decides how answers are compared. */
type Comparison = Omit<GeneratedStatement, "sql">;

/** Digits that are compared where the last ones depend on the order of a sum or on a library. */
const DIGITS = 12;
const REAL_DIGITS = 5;

/** Compares the engine's answer with Trino's. */
export function compareAnswers(statement: Comparison, own: OwnAnswer, trino: TrinoAnswer): Verdict {
  if (trino.error === INTERNAL_ERROR) return "noAnswer";
  if (own.error !== undefined) {
    if (trino.error !== undefined) {
      return own.error === trino.error || own.error === "NOT_SUPPORTED"
        ? "bothRefuse"
        : "otherError";
    }
    return own.error === "NOT_SUPPORTED" ? "refused" : "blamed";
  }
  if (trino.error !== undefined) return "accepted";
  if (JSON.stringify(own.types) !== JSON.stringify(trino.types)) return "otherTypes";
  return canonicalRows(statement, own) === canonicalRows(statement, trino) ? "equal" : "otherRows";
}

/** Rows as one text: sorted where nothing orders them, with rounded numbers where these are inexact. */
export function canonicalRows(
  { ordered, inexact, anyMapOrder }: Comparison,
  { types = [], rows = [] }: TrinoAnswer,
): string {
  const canonical = (value: string | null, column: number): string | null => {
    if (value === null) return null;
    const digits = types[column] === "real" ? REAL_DIGITS : DIGITS;
    const exact = inexact ? rounded(value, digits) : value;
    return anyMapOrder ? withSortedEntries(exact) : exact;
  };
  const texts = rows.map((row) => JSON.stringify(row.map(canonical)));
  return (ordered ? texts : texts.sort()).join("\n");
}

/** Whether the engine refuses a statement, or its answer has the digest of Trino's. */
export function agreesWithDigest(
  statement: Comparison,
  own: OwnAnswer,
  digest: string | undefined,
): boolean {
  if (digest === "none" || own.error === "NOT_SUPPORTED") return true;
  return digestOf(statement, own) === digest;
}

/** A short digest of an answer's types and rows; `error` for an error, `none` for one of Trino's own. */
export function digestOf(statement: Comparison, answer: TrinoAnswer): string {
  if (answer.error === INTERNAL_ERROR) return "none";
  if (answer.error !== undefined) return "error";
  const text = `${JSON.stringify(answer.types)}\n${canonicalRows(statement, answer)}`;
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

function rounded(text: string, digits: number): string {
  return text.replace(/-?\d+\.\d+(?:E-?\d+)?/g, (exact) => {
    const number = Number(Number(exact).toPrecision(digits));
    return Math.abs(number) < 1e-9 ? "0" : String(number);
  });
}

/** The text of maps with their entries in one order. */
function withSortedEntries(text: string): string {
  return text.replace(
    /\{([^{}]*)\}/g,
    (_, entries: string) => `{${entries.split(", ").sort().join(", ")}}`,
  );
}
