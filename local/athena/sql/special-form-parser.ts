import { type Position, QueryError } from "../query-error";
import type { Call, Expression, Query, Window } from "./syntax-tree";
import { RESERVED_WORDS } from "./reserved-words";
import type { Token } from "./token";
import type { TokenCursor } from "./token-cursor";
import { INTERVAL_FIELDS, isIntervalField, parseType } from "./type-parser";

/** Parses names, CASE, INTERVAL, lambdas and typed literals. */
export abstract class SpecialFormParser {
  constructor(
    protected readonly cursor: TokenCursor,
    /** Values of the query's `?`, in order. */
    protected readonly parameters: Iterator<Expression>,
  ) {}

  abstract expression(): Expression;
  abstract valueExpression(): Expression;
  /** A subquery, after its opening parenthesis. */
  abstract subquery(): Query;
  /** A call, after its name. */
  abstract call(name: Token): Call;

  /** A window, after OVER. */
  protected abstract over(): Window;

  protected here(): Position {
    const { line, column } = this.cursor.peek();
    return { line, column };
  }

  protected take(): Position {
    const position = this.here();
    this.cursor.next();
    return position;
  }

  protected parenthesized<Content>(read: () => Content): Content {
    this.cursor.expectSymbol("(");
    const content = read();
    this.cursor.expectSymbol(")");
    return content;
  }

  /** Whether the next token starts a query. */
  atQuery(): boolean {
    return ["SELECT", "WITH", "VALUES", "TABLE"].some((keyword) => this.cursor.at(keyword));
  }

  /** An identifier, quoted or not. */
  name(): string {
    if (!this.atName()) throw this.cursor.mismatch("<identifier>");
    return this.cursor.next().text;
  }

  /** Whether the next token, or one further ahead, is an identifier. */
  protected atName(ahead = 0): boolean {
    const { kind, text } = this.cursor.peek(ahead);
    return kind === "quoted" || (kind === "name" && !RESERVED_WORDS.has(text.toUpperCase()));
  }

  /** The alias of a column or a relation, if there is one. */
  alias(): string | undefined {
    if (this.cursor.accept("AS")) return this.name();
    // These are not reserved, but start a clause here.
    const clause = ["LIMIT", "OFFSET", "FETCH", "WINDOW"].some((word) => this.cursor.at(word));
    return clause || !this.atName() ? undefined : this.name();
  }

  /** `DATE '2026-11-23'`, `DECIMAL '1.5'`. */
  protected typedLiteral(): Expression {
    const position = this.here();
    const type = parseType(this.cursor);
    return { kind: "typed", type, text: this.cursor.next().text, ...position };
  }

  protected atInterval(): boolean {
    if (this.cursor.peek(1).kind === "string") return true;
    const isSigned = this.cursor.atSymbol("+", 1) || this.cursor.atSymbol("-", 1);
    return (
      isSigned && this.cursor.peek(2).kind === "string" && isIntervalField(this.cursor.peek(3))
    );
  }

  protected interval(): Expression {
    const position = this.take();
    const negative = this.cursor.acceptSymbol("-");
    if (!negative) this.cursor.acceptSymbol("+");
    const { text } = this.cursor.next();
    if (!isIntervalField(this.cursor.peek())) {
      // A literal of a type then, with an alias after it.
      throw new QueryError("TYPE_NOT_FOUND", "Unknown type: interval", position);
    }
    const from = this.intervalUnit();
    const to = this.cursor.accept("TO") ? this.intervalUnit() : undefined;
    return { kind: "interval", text, negative, from, to, ...position };
  }

  protected intervalUnit(): string {
    const unit = INTERVAL_FIELDS.find((known) => this.cursor.accept(known));
    if (unit === undefined) throw this.cursor.mismatch(INTERVAL_FIELDS.join(", "));
    return unit.toLowerCase();
  }

  protected caseExpression(): Expression {
    const position = this.take();
    const operand = this.cursor.at("WHEN") ? undefined : this.expression();
    const whens: { when: Expression; then: Expression }[] = [];
    while (this.cursor.accept("WHEN")) {
      const when = this.expression();
      this.cursor.expect("THEN");
      whens.push({ when, then: this.expression() });
    }
    if (whens.length === 0) throw this.cursor.mismatch("'WHEN'");
    const otherwise = this.cursor.accept("ELSE") ? this.expression() : undefined;
    this.cursor.expect("END");
    return { kind: "case", operand, whens, otherwise, ...position };
  }

  /** Whether the next token starts a lambda with parenthesized parameters. */
  protected atLambda(): boolean {
    let ahead = 1;
    if (this.atName(ahead)) {
      ahead += 1;
      while (this.cursor.atSymbol(",", ahead) && this.atName(ahead + 1)) ahead += 2;
    }
    return this.cursor.atSymbol(")", ahead) && this.cursor.atSymbol("->", ahead + 1);
  }

  protected lambda(): Expression {
    const position = this.here();
    const parameters = this.cursor.atSymbol("(")
      ? this.parenthesized(() =>
          this.cursor.atSymbol(")") ? [] : this.cursor.list(() => this.name()),
        )
      : [this.name()];
    this.cursor.expectSymbol("->");
    return { kind: "lambda", parameters, body: this.expression(), ...position };
  }

  protected bracketedItems(): Expression[] {
    this.cursor.expectSymbol("[");
    if (this.cursor.acceptSymbol("]")) return [];
    const items = this.cursor.list(() => this.expression());
    this.cursor.expectSymbol("]");
    return items;
  }
}
