/** An expression `!{namespace:value}` of a prefix. */
export interface PrefixExpression {
  /** The whole expression; up to the end of the prefix if it is not closed. */
  readonly text: string;
  /** Empty, as the value is, if it has not the form of an expression. */
  readonly namespace: string;
  readonly value: string;
}

const EXPRESSION = /!\{[^}]*\}?/g;

/** The expressions of a prefix, in order. */
export function expressionsOf(prefix = ""): PrefixExpression[] {
  return (prefix.match(EXPRESSION) ?? []).map(parseExpression);
}

/** A prefix with each expression replaced by its value. */
export function replaceExpressions(
  prefix: string,
  valueOf: (expression: PrefixExpression) => string,
): string {
  return prefix.replace(EXPRESSION, (text) => valueOf(parseExpression(text)));
}

function parseExpression(text: string): PrefixExpression {
  const [, namespace = "", value = ""] = /^!\{([^:}]*):([^}]*)\}$/.exec(text) ?? [];
  return { text, namespace, value };
}
