import { type Position, QueryError, unsupported } from "../query-error";
import type { Expression } from "./syntax-tree";
import { RESERVED_WORDS } from "./reserved-words";
import { SpecialFormParser } from "./special-form-parser";
import type { Token } from "./token";
import { parseType } from "./type-parser";

/** Standard SQL functions that are called without parentheses. */
const FUNCTIONS_WITHOUT_PARENTHESES = new Set([
  "CURRENT_DATE",
  "CURRENT_TIME",
  "CURRENT_TIMESTAMP",
  "LOCALTIME",
  "LOCALTIMESTAMP",
  "CURRENT_USER",
  "CURRENT_CATALOG",
  "CURRENT_SCHEMA",
  "CURRENT_PATH",
]);

/** Fields of EXTRACT. */
const EXTRACT_FIELDS: ReadonlySet<string> = new Set([
  ...["YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "DAY_OF_MONTH", "DAY_OF_WEEK", "DOW"],
  ...["DAY_OF_YEAR", "DOY", "YEAR_OF_WEEK", "YOW", "HOUR", "MINUTE", "SECOND"],
  ...["TIMEZONE_HOUR", "TIMEZONE_MINUTE"],
]);

/** Parses literals, names, calls and parenthesized expressions. */
export abstract class PrimaryParser extends SpecialFormParser {
  protected primary(): Expression {
    let value = this.atom();
    for (;;) {
      const position = this.here();
      if (this.cursor.acceptSymbol("[")) {
        value = { kind: "subscript", base: value, index: this.valueExpression(), ...position };
        this.cursor.expectSymbol("]");
      } else if (!this.cursor.atSymbol("*", 1) && this.cursor.acceptSymbol(".")) {
        value = { kind: "field", base: value, name: this.name(), ...positionOf(value) };
        if (this.cursor.atSymbol("(")) {
          throw unsupported("A function by the name of its schema", positionOf(value));
        }
      } else {
        return value;
      }
    }
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
        if (this.cursor.peek(1).kind === "string") return this.typedLiteral();
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
    if (token.text === "[") return { kind: "array", items: this.bracketedItems(), ...position };
    if (token.text !== "(") throw this.cursor.mismatch("<expression>");
    if (this.atLambda()) return this.lambda();
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
    if (keyword === "DOUBLE" && this.cursor.at("DOUBLE", "PRECISION")) {
      if (this.cursor.peek(2).kind === "string") return this.typedLiteral();
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
          const field = this.extractField();
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

  private extractField(): string {
    const token = this.cursor.next();
    if (token.kind !== "name" || !EXTRACT_FIELDS.has(token.text.toUpperCase())) {
      const reason = `Invalid EXTRACT field: ${token.text}`;
      throw new QueryError("SYNTAX_ERROR", reason, token);
    }
    return token.text.toLowerCase();
  }

  /** What is like a call, but of another form. */
  private rejectOtherCalls(keyword: string): void {
    const { cursor } = this;
    const position = this.here();
    const isMode = ["FINAL", "RUNNING"].includes(keyword);
    if (isMode && this.atName(1) && cursor.atSymbol("(", 2)) {
      const reason = `${keyword} semantics is supported only for row pattern functions`;
      throw new QueryError("INVALID_PROCESSING_MODE", reason, position);
    }
    if (cursor.peek(1).keyword === "OVER" && (cursor.atSymbol("(", 2) || this.atName(2))) {
      const name = cursor.next().text;
      cursor.next();
      this.over();
      const reason = `Window measure ${name} is not defined in its window`;
      throw new QueryError("INVALID_WINDOW_MEASURE", reason, position);
    }
  }

  private nameLike(token: Token, keyword: string): Expression {
    const position = this.here();
    if (FUNCTIONS_WITHOUT_PARENTHESES.has(keyword)) {
      this.cursor.next();
      const precision = this.cursor.acceptSymbol("(") ? [this.expression()] : [];
      if (precision.length > 0) this.cursor.expectSymbol(")");
      return {
        kind: "call",
        name: keyword.toLowerCase(),
        args: precision,
        ...PLAIN_CALL,
        ...position,
      };
    }
    const isJsonCall = keyword.startsWith("JSON_") && this.cursor.atSymbol("(", 1);
    if (RESERVED_WORDS.has(keyword) && !isJsonCall) throw this.cursor.mismatch("<expression>");
    this.rejectOtherCalls(keyword);
    if (keyword === "INTERVAL" && this.atInterval()) return this.interval();
    if (keyword === "ARRAY" && this.cursor.atSymbol("[", 1)) {
      this.cursor.next();
      return { kind: "array", items: this.bracketedItems(), ...position };
    }
    if (keyword === "ROW" && this.cursor.atSymbol("(", 1)) {
      this.cursor.next();
      const items = this.parenthesized(() =>
        this.cursor.atSymbol(")") ? [] : this.cursor.list(() => this.expression()),
      );
      // It is a call then, and there is no function of this name.
      if (items.length === 0) throw notRegistered("row", position);
      return { kind: "row", items, ...position };
    }
    if (this.cursor.atSymbol("->", 1)) return this.lambda();
    if (this.cursor.atSymbol("(", 1)) return this.call(this.cursor.next());
    this.cursor.next();
    return { kind: "name", name: token.text, ...position };
  }
}

/** The properties of a call that has only arguments. */
const PLAIN_CALL = {
  star: false,
  distinct: false,
  orderBy: [],
} as const;

/** Trino's error for a function that does not exist. */
export function notRegistered(name: string, position: Position): QueryError {
  return new QueryError("FUNCTION_NOT_FOUND", `Function '${name}' not registered`, position);
}

function positionOf({ line, column }: Position): Position {
  return { line, column };
}
