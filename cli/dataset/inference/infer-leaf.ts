import { column } from "../../../model/dataset/column-type";
import type { PrimitiveName } from "../../../model/dataset/column-type";
import { inferNumbers, inferTexts, isTimestamp } from "./infer-scalar";
import type { InferredScalar } from "./infer-scalar";
import type { InferredType } from "./inferred-field";
import type { Observation } from "./observation";

/**
 * Infers the type of values that are neither all objects nor all arrays.
 *
 * @param name of the field
 */
export function inferLeaf(observation: Observation, name: string): InferredType {
  const { values, booleans, texts, numbers } = observation;
  if (booleans === values) return leaf({ kind: "boolean" });
  const scalars = { texts: [...texts.keys()], numbers: [...numbers.keys()] };
  const [numberCount, textCount] = [sum(numbers), sum(texts)];
  if (numberCount === values) return leaf(inferNumbers(scalars.numbers, name));
  if (textCount === values) return leaf(inferTexts(scalars.texts));
  if (numberCount + textCount === values && scalars.texts.every(isTimestamp)) {
    // With the name of a time, numbers are interpreted as times if possible.
    if (inferNumbers(scalars.numbers, "time").kind === "timestamp") {
      return leafOf("timestamp", "partly text, partly seconds or milliseconds since 1970");
    }
  }
  return leafOf("string", `contains ${kindsOf(observation).join(" and ")}, all stored as text`);
}

/** A primitive type, with what to review about it. */
export function leafOf(kind: PrimitiveName, reviewNote?: string): InferredType {
  return {
    type: column[kind](),
    reviewNotes: reviewNote === undefined ? [] : [reviewNote],
    fields: [],
  };
}

function leaf({ kind, reviewNote }: InferredScalar): InferredType {
  return leafOf(kind, reviewNote);
}

function kindsOf({ texts, numbers, booleans, arrays, objects }: Observation): string[] {
  const kinds = { text: texts.size, numbers: numbers.size, booleans, arrays, objects };
  return Object.entries(kinds)
    .filter(([, count]) => count > 0)
    .map(([kind]) => kind);
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((a, b) => a + b, 0);
}
