import { type Position, QueryError, unsupported } from "../query-error";
import type { Call, Expression } from "./expression";
import type { Query } from "./query";
import { RESERVED_WORDS } from "./reserved-words";
import type { Token } from "./token";
import type { TokenCursor } from "./token-cursor";
import { parseType } from "./type-parser";

const INTERVAL_UNITS = ["YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"];

/** Functions of the standard that are called without parentheses. */
const BARE_FUNCTIONS = new Set([
  "CURRENT_DATE",
  "CURRENT_TIME",
  "CURRENT_TIMESTAMP",
  "LOCALTIME",
  "LOCALTIMESTAMP",
  "CURRENT_USER",
  "CURRENT_CATALOG",
  "CURRENT_SCHEMA",
]);

/** Reads literals, names, calls and what stands in parentheses. */
export abstract class PrimaryParser {
  constructor(
    protected readonly cursor: TokenCursor,
    /** Values of the query's `?`, in their order. */
    private readonly parameters: Iterator<Expression>,
  ) {}

  abstract expression(): Expression;
  abstract valueExpression(): Expression;
  /** A query in parentheses, of which the opening one was taken. */
  abstract subquery(): Query;
  /** What may follow a call's arguments: FILTER, IGNORE NULLS, OVER. */
  abstract call(name: Token): Call;

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

  /** Whether a query begins here. */
  atQuery(): boolean {
    return ["SELECT", "WITH", "VALUES", "TABLE"].some((keyword) => this.cursor.at(keyword));
  }

  protected primary(): Expression {
    let value = this.atom();
    for (;;) {
      const position = this.here();
      if (this.cursor.acceptSymbol("[")) {
        value = { kind: "subscript", base: value, index: this.valueExpression(), ...position };
        this.cursor.expectSymbol("]");
      } else if (this.cursor.acceptSymbol(".")) {
        value = { kind: "field", base: value, name: this.name(), ...startOf(value) };
      } else {
        return value;
      }
    }
  }

  /** A name, with or without quotes. */
  name(): string {
    const token = this.cursor.peek();
    if (
      token.kind !== "quoted" &&
      (token.kind !== "name" || RESERVED_WORDS.has(token.text.toUpperCase()))
    ) {
      throw this.cursor.mismatch("<identifier>");
    }
    this.cursor.next();
    return token.text;
  }

  /** The name that a column or a relation is given, if it is given one. */
  alias(): string | undefined {
    if (this.cursor.accept("AS")) return this.name();
    // These words may be names, but what follows tells that they begin a clause here.
    const clause = ["LIMIT", "OFFSET", "FETCH", "WINDOW"].some((word) => this.cursor.at(word));
    return clause ? undefined : this.cursor.attempt(() => this.name());
  }

  private atom(): Expression {
    const token = this.cursor.peek();
    const position = this.here();
    switch (token.kind) {
      case "integer":
      case "decimal":
      case "double":
      case "string":
      case "binary":
        this.cursor.next();
        return { kind: token.kind, text: token.text, ...position };
      case "symbol":
        return this.symbol(token);
      case "name":
        return this.word(token);
      case "quoted":
        if (this.cursor.atSymbol("(", 1)) return this.call(this.cursor.next());
        if (this.cursor.atSymbol("->", 1)) return this.lambda();
        this.cursor.next();
        return { kind: "name", name: token.text, ...position };
      case "end":
        throw this.cursor.mismatch("<expression>");
    }
  }

  private symbol(token: Token): Expression {
    const position = this.here();
    if (this.cursor.acceptSymbol("?")) {
      const parameter = this.parameters.next();
      if (parameter.done === true) {
        const reason =
          "Incorrect number of parameters: the query has more ? than values were given";
        throw new QueryError("INVALID_PARAMETER_USAGE", reason, position);
      }
      return parameter.value;
    }
    if (token.text !== "(") throw this.cursor.mismatch("<expression>");
    const lambda = this.cursor.attempt(() => this.lambda());
    if (lambda !== undefined) return lambda;
    return this.parenthesized((): Expression => {
      if (this.atQuery()) return { kind: "subquery", query: this.subquery(), ...position };
      const items = this.cursor.list(() => this.expression());
      const [only] = items;
      return items.length === 1 && only !== undefined ? only : { kind: "row", items, ...position };
    });
  }

  private word(token: Token): Expression {
    const position = this.here();
    const keyword = token.text.toUpperCase();
    if (this.cursor.peek(1).kind === "string" && !RESERVED_WORDS.has(keyword)) {
      if (keyword === "U") throw unsupported("U&'…'", position);
      if (keyword !== "INTERVAL") return this.typedLiteral();
    }
    switch (keyword) {
      case "NULL":
        return { kind: "null", ...this.take() };
      case "TRUE":
      case "FALSE":
        return { kind: "boolean", value: keyword === "TRUE", ...this.take() };
      case "CASE":
        return this.caseExpression();
      case "CAST":
      case "TRY_CAST":
        this.cursor.next();
        return this.parenthesized((): Expression => {
          const value = this.expression();
          this.cursor.expect("AS");
          const type = parseType(this.cursor);
          return { kind: "cast", value, type, safe: keyword === "TRY_CAST", ...position };
        });
      case "EXTRACT":
        this.cursor.next();
        return this.parenthesized((): Expression => {
          const field = this.cursor.next().text.toLowerCase();
          this.cursor.expect("FROM");
          return { kind: "extract", field, value: this.valueExpression(), ...position };
        });
      case "EXISTS":
        this.cursor.next();
        return this.parenthesized(() => ({ kind: "exists", query: this.subquery(), ...position }));
      case "GROUPING":
      case "LISTAGG":
      case "TRIM":
      case "NORMALIZE":
        return this.call(this.cursor.next());
      default:
        return this.nameLike(token, keyword);
    }
  }

  private nameLike(token: Token, keyword: string): Expression {
    const position = this.here();
    if (BARE_FUNCTIONS.has(keyword)) {
      this.cursor.next();
      const precision = this.cursor.acceptSymbol("(") ? [this.expression()] : [];
      if (precision.length > 0) this.cursor.expectSymbol(")");
      return { kind: "call", name: keyword.toLowerCase(), args: precision, ...PLAIN, ...position };
    }
    if (RESERVED_WORDS.has(keyword)) throw this.cursor.mismatch("<expression>");
    if (keyword === "INTERVAL" && this.atInterval()) return this.interval();
    if (keyword === "ARRAY" && this.cursor.atSymbol("[", 1)) {
      this.cursor.next();
      return { kind: "array", items: this.bracketedItems(), ...position };
    }
    if (keyword === "ROW" && this.cursor.atSymbol("(", 1)) {
      this.cursor.next();
      const items = this.parenthesized(() => this.cursor.list(() => this.expression()));
      return { kind: "row", items, ...position };
    }
    if (this.cursor.atSymbol("->", 1)) return this.lambda();
    if (this.cursor.atSymbol("(", 1)) return this.call(this.cursor.next());
    this.cursor.next();
    return { kind: "name", name: token.text, ...position };
  }

  private bracketedItems(): Expression[] {
    this.cursor.expectSymbol("[");
    if (this.cursor.acceptSymbol("]")) return [];
    const items = this.cursor.list(() => this.expression());
    this.cursor.expectSymbol("]");
    return items;
  }

  /** `DATE '2026-11-23'`, `DECIMAL '1.5'`. */
  private typedLiteral(): Expression {
    const position = this.here();
    const type = parseType(this.cursor);
    return { kind: "typed", type, text: this.cursor.next().text, ...position };
  }

  private atInterval(): boolean {
    return [1, 2].some((ahead) => this.cursor.peek(ahead).kind === "string");
  }

  private interval(): Expression {
    const position = this.take();
    const negative = this.cursor.acceptSymbol("-");
    if (!negative) this.cursor.acceptSymbol("+");
    const { text } = this.cursor.next();
    const from = this.intervalUnit();
    const to = this.cursor.accept("TO") ? this.intervalUnit() : undefined;
    return { kind: "interval", text, negative, from, to, ...position };
  }

  private intervalUnit(): string {
    const unit = INTERVAL_UNITS.find((known) => this.cursor.accept(known));
    if (unit === undefined) throw this.cursor.mismatch(INTERVAL_UNITS.join(", "));
    return unit.toLowerCase();
  }

  private caseExpression(): Expression {
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

  private lambda(): Expression {
    const position = this.here();
    const parameters = this.cursor.atSymbol("(")
      ? this.parenthesized(() =>
          this.cursor.atSymbol(")") ? [] : this.cursor.list(() => this.name()),
        )
      : [this.name()];
    this.cursor.expectSymbol("->");
    return { kind: "lambda", parameters, body: this.expression(), ...position };
  }
}

/** A call with nothing but its arguments. */
export const PLAIN = { star: false, distinct: false, orderBy: [], ignoreNulls: false } as const;

function startOf({ line, column }: Position): Position {
  return { line, column };
}
