import type { TrinoType } from "../../types/trino-type";
import type { FunctionRule } from "../signature";

/** The longest length of a result, by those of the arguments that are texts; a missing one is undefined. */
export type ResultLength = (text: number, pattern: number, replacement?: number) => number;

/** The result is a part of the first argument. */
export const part: ResultLength = (text) => text;

const MAX_VARCHAR = 2147483647;

/** A function of texts whose result is a varchar, or an array of them, with a length if its arguments have one. */
export function withLength(rule: FunctionRule, length: ResultLength): FunctionRule {
  return (call) => {
    const value = rule(call);
    const [text, pattern, replacement] = call.node.args.map((node) =>
      node.kind === "lambda" ? undefined : boundOf(call.expressions.translate(node).type),
    );
    const isUnbounded =
      text === undefined || (call.node.args.length > 2 && replacement === undefined);
    // Only the lengths that the result depends on have to be known.
    if (text === undefined || (length !== part && isUnbounded)) return value;
    const longest = length(text, pattern ?? 0, replacement);
    if (longest > MAX_VARCHAR) return value;
    const bounded: TrinoType = { kind: "varchar", length: longest };
    const isArray = value.type.kind === "array";
    return { ...value, type: isArray ? { kind: "array", element: bounded } : bounded };
  };
}

/** The length of a varchar; a bare NULL is one of length 0. */
function boundOf(type: TrinoType): number | undefined {
  if (type.kind === "unknown") return 0;
  return type.kind === "varchar" ? type.length : undefined;
}
