/** A token of a partition expression. */
export interface ExpressionToken {
  readonly kind: "name" | "quotedName" | "literal" | "symbol" | "end";
  /** Without quotes. */
  readonly text: string;
  /** As in the expression, for errors. */
  readonly source: string;
}

const TOKEN =
  /\s*(?:(?<text>'(?:[^']|'')*')|(?<quoted>"[^"]+"|`[^`]+`)|(?<number>[+-]?(?:\d+\.?\d*|\.\d+)(?![\w.]))|(?<name>[\p{L}\p{N}_.]+)|(?<symbol><>|<=|>=|!=|[=<>(),]))\s*/uy;

/** Splits a partition expression into tokens, with one at its end. @returns undefined if a part of it is no token */
export function expressionTokens(expression: string): readonly ExpressionToken[] | undefined {
  const tokens: ExpressionToken[] = [];
  const pattern = new RegExp(TOKEN);
  const end = expression.trimEnd().length;
  while (pattern.lastIndex < end) {
    const groups = pattern.exec(expression)?.groups;
    if (groups === undefined) return undefined;
    tokens.push(tokenOf(groups));
  }
  tokens.push({ kind: "end", text: "", source: "the end" });
  return tokens;
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>): ExpressionToken {
  const { text, quoted, number, name, symbol = "" } = groups;
  if (text !== undefined) {
    return { kind: "literal", text: text.slice(1, -1).replaceAll("''", "'"), source: text };
  }
  if (quoted !== undefined) {
    return { kind: "quotedName", text: quoted.slice(1, -1), source: quoted };
  }
  if (number !== undefined) return { kind: "literal", text: number, source: number };
  if (name !== undefined) return { kind: "name", text: name, source: name };
  return { kind: "symbol", text: symbol, source: symbol };
}
