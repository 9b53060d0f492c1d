import { maxPartitionValueLength } from "../../model/dataset/partition-by";

/** A part of a Firehose prefix. */
export type PrefixPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "timestamp"; readonly text: string; readonly pattern: string }
  | { readonly kind: "firehose"; readonly text: string; readonly value: string }
  | { readonly kind: "partitionKey"; readonly text: string }
  | { readonly kind: "malformed"; readonly text: string };

// https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
const firehoseValueLengths: Readonly<Record<string, number>> = {
  "random-string": 11,
  "error-output-type": "format-conversion-failed".length,
};

/** Splits a prefix into text and `!{namespace:value}` expressions. */
export function parsePrefix(prefix: string): PrefixPart[] {
  // An unclosed expression extends to the end, as one malformed part.
  return (prefix.match(/!\{[^}]*\}?|[^!]+|!/g) ?? []).map((text): PrefixPart => {
    if (!text.startsWith("!{")) return { kind: "text", text };
    const [, namespace, value] = /^!\{([^:}]+):([^}]+)\}$/.exec(text) ?? [];
    if (namespace === undefined || value === undefined) return { kind: "malformed", text };
    if (namespace === "timestamp") return { kind: "timestamp", text, pattern: value };
    if (namespace === "partitionKeyFromQuery" || namespace === "partitionKeyFromLambda") {
      return { kind: "partitionKey", text };
    }
    return namespace === "firehose" && value in firehoseValueLengths
      ? { kind: "firehose", text, value }
      : { kind: "malformed", text };
  });
}

/** Maximum length of a prefix after Firehose has evaluated its expressions. */
export function evaluatedLength(parts: readonly PrefixPart[]): number {
  return parts.reduce((sum, part) => sum + partLength(part), 0);
}

function partLength(part: PrefixPart): number {
  switch (part.kind) {
    case "timestamp":
      return timestampLength(part.pattern);
    case "firehose":
      return firehoseValueLengths[part.value] ?? 0;
    case "partitionKey":
      return maxPartitionValueLength;
    case "text":
    case "malformed":
      return part.text.length;
  }
}

/** Maximum length of a formatted Java `DateTimeFormatter` pattern; names count as the longest one. */
function timestampLength(pattern: string): number {
  const pieces = pattern.match(/'[^']*'|([A-Za-z])\1*|[^A-Za-z']/g) ?? [];
  return pieces.reduce((sum, piece) => {
    if (piece.startsWith("'")) return sum + Math.max(1, piece.length - 2);
    const isName = /^(M{4}|L{4}|E{4}|e{4}|c{4})$/.test(piece);
    return (
      sum + (isName ? "September".length : Math.max(piece.length, /^[A-Za-z]$/.test(piece) ? 2 : 1))
    );
  }, 0);
}
