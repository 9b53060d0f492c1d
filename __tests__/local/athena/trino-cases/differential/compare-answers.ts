import { createHash } from "node:crypto";

import type { OwnAnswer } from "../own-answer";
import type { TrinoAnswer } from "../trino-client";
import type { GeneratedStatement } from "./statement-generator";

/** How two answers to a statement relate. `refused` and `bothRefuse` are no disagreements. */
export type Verdict =
  "equal" | "refused" | "bothRefuse" | "otherRows" | "otherTypes" | "accepted" | "blamed";

/** Digits that are compared where the last ones depend on the order of a sum or on a library. */
const DIGITS = 12;

/** Compares the engine's answer with Trino's. */
export function compareAnswers(
  statement: Pick<GeneratedStatement, "ordered" | "inexact">,
  own: OwnAnswer,
  trino: TrinoAnswer,
): Verdict {
  if (own.error !== undefined) {
    if (trino.error !== undefined) return "bothRefuse";
    return own.error === "NOT_SUPPORTED" ? "refused" : "blamed";
  }
  if (trino.error !== undefined) return "accepted";
  if (JSON.stringify(own.types) !== JSON.stringify(trino.types)) return "otherTypes";
  return canonicalRows(statement, own) === canonicalRows(statement, trino) ? "equal" : "otherRows";
}

/** Rows as one text: sorted where nothing orders them, with rounded numbers where these are inexact. */
export function canonicalRows(
  { ordered, inexact }: Pick<GeneratedStatement, "ordered" | "inexact">,
  { rows = [] }: TrinoAnswer,
): string {
  const texts = rows.map((row) =>
    JSON.stringify(row.map((value) => (inexact && value !== null ? rounded(value) : value))),
  );
  return (ordered ? texts : texts.sort()).join("\n");
}

/** A short digest of an answer's types and rows, or `error`. */
export function digestOf(
  statement: Pick<GeneratedStatement, "ordered" | "inexact">,
  answer: TrinoAnswer,
): string {
  if (answer.error !== undefined) return "error";
  const text = `${JSON.stringify(answer.types)}\n${canonicalRows(statement, answer)}`;
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

function rounded(text: string): string {
  return text.replace(/-?\d+\.\d+(?:E-?\d+)?/g, (digits) => {
    const number = Number(Number(digits).toPrecision(DIGITS));
    return Math.abs(number) < 1e-9 ? "0" : String(number);
  });
}
