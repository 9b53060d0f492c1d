import { AwsServiceError } from "../../../gateway/emulated-service";
import { type ExpressionToken, expressionTokens } from "./expression-tokens";

/** Comparisons of a key with one literal. */
export type Comparison = "=" | "<>" | "<" | "<=" | ">" | ">=";

/** A condition on the keys of a partition; literals are texts, which take the type of the key. */
export type PartitionCondition =
  | { readonly kind: "compare"; readonly key: string; readonly by: Comparison; readonly to: string }
  | { readonly kind: "like"; readonly key: string; readonly pattern: string }
  | { readonly kind: "isNull"; readonly key: string }
  | { readonly kind: "not"; readonly condition: PartitionCondition }
  | {
      readonly kind: "and" | "or";
      readonly left: PartitionCondition;
      readonly right: PartitionCondition;
    };

const COMPARISONS: ReadonlyMap<string, Comparison> = new Map([
  ["=", "="],
  ["<>", "<>"],
  ["!=", "<>"],
  ["<", "<"],
  ["<=", "<="],
  [">", ">"],
  [">=", ">="],
]);

/**
 * Parses the Expression of GetPartitions.
 *
 * @throws AwsServiceError InvalidInputException that names what is not understood
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartitions.html
 */
export function parsePartitionExpression(expression: string): PartitionCondition {
  const tokens = expressionTokens(expression);
  if (tokens === undefined) throw unsupported(expression, "it has a character of no token");
  return new ExpressionParser(expression, tokens).parse();
}

class ExpressionParser {
  private position = 0;

  constructor(
    private readonly expression: string,
    private readonly tokens: readonly ExpressionToken[],
  ) {}

  parse(): PartitionCondition {
    const condition = this.disjunction();
    if (this.next.kind !== "end") throw this.expected("AND, OR or the end");
    return condition;
  }

  private disjunction(): PartitionCondition {
    let left = this.conjunction();
    while (this.take("or")) left = { kind: "or", left, right: this.conjunction() };
    return left;
  }

  private conjunction(): PartitionCondition {
    let left = this.negation();
    while (this.take("and")) left = { kind: "and", left, right: this.negation() };
    return left;
  }

  private negation(): PartitionCondition {
    if (this.take("not")) return not(this.negation());
    if (!this.startsGroup()) return this.predicate();
    this.require("(");
    const condition = this.disjunction();
    this.require(")");
    return condition;
  }

  /** Whether a parenthesis opens conditions, and not the name of a key, as in `(year) = '2026'`. */
  private startsGroup(): boolean {
    if (this.next.text !== "(" || this.next.kind !== "symbol") return false;
    const opened = this.countFrom(this.position, "(");
    const closed = this.countFrom(this.position + opened + 1, ")");
    return closed < opened;
  }

  /** How often a symbol is repeated from a position. */
  private countFrom(start: number, symbol: string): number {
    const rest = this.tokens.slice(start);
    const other = rest.findIndex(({ kind, text }) => kind !== "symbol" || text !== symbol);
    return other < 0 ? rest.length : other;
  }

  private predicate(): PartitionCondition {
    const key = this.key();
    const comparison = this.next.kind === "symbol" ? COMPARISONS.get(this.next.text) : undefined;
    if (comparison !== undefined) {
      this.position += 1;
      return { kind: "compare", key, by: comparison, to: this.literal() };
    }
    if (this.take("is")) {
      const negated = this.take("not");
      this.require("null");
      return negateIf(negated, { kind: "isNull", key });
    }
    return negateIf(this.take("not"), this.range(key));
  }

  private range(key: string): PartitionCondition {
    if (this.take("like")) return { kind: "like", key, pattern: this.literal() };
    if (this.take("between")) {
      const left = { kind: "compare", key, by: ">=", to: this.literal() } as const;
      this.require("and");
      return { kind: "and", left, right: { kind: "compare", key, by: "<=", to: this.literal() } };
    }
    if (!this.take("in")) throw this.expected("=, <>, <, <=, >, >=, LIKE, IN, BETWEEN or IS");
    this.require("(");
    let any: PartitionCondition = { kind: "compare", key, by: "=", to: this.literal() };
    while (this.take(",")) {
      any = { kind: "or", left: any, right: { kind: "compare", key, by: "=", to: this.literal() } };
    }
    this.require(")");
    return any;
  }

  private key(): string {
    if (this.take("(")) {
      const key = this.key();
      this.require(")");
      return key;
    }
    const { kind, text } = this.next;
    if (kind !== "name" && kind !== "quotedName") throw this.expected("a partition key");
    this.position += 1;
    return text;
  }

  private literal(): string {
    if (this.take("(")) {
      const literal = this.literal();
      this.require(")");
      return literal;
    }
    if (this.next.kind !== "literal") throw this.expected("a number or a quoted text");
    const { text } = this.next;
    this.position += 1;
    return text;
  }

  /** Takes the next token if it is a symbol or keyword. */
  private take(word: string): boolean {
    const { kind, text } = this.next;
    if ((kind !== "symbol" && kind !== "name") || text.toLowerCase() !== word) return false;
    this.position += 1;
    return true;
  }

  private require(word: string): void {
    if (!this.take(word)) throw this.expected(word.toUpperCase());
  }

  private get next(): ExpressionToken {
    return this.tokens[this.position] ?? { kind: "end", text: "", source: "the end" };
  }

  private expected(what: string): AwsServiceError {
    return unsupported(this.expression, `expected ${what}, got ${this.next.source}`);
  }
}

function not(condition: PartitionCondition): PartitionCondition {
  return { kind: "not", condition };
}

function negateIf(negated: boolean, condition: PartitionCondition): PartitionCondition {
  return negated ? not(condition) : condition;
}

function unsupported(expression: string, reason: string): AwsServiceError {
  return new AwsServiceError(
    "InvalidInputException",
    `Unsupported expression '${expression}': ${reason}`,
  );
}
