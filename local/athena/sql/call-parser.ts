import { QueryError, unsupported } from "../query-error";
import type { Call, Expression, FrameBound, SortItem, Window } from "./syntax-tree";
import { ExpressionParser } from "./expression-parser";
import { JSON_PATH_FUNCTIONS, jsonMembers, jsonPathArguments } from "./json/json-clauses";
import { notRegistered } from "./primary-parser";
import type { Token } from "./token";

/** Functions with a syntax of their own that is not parsed. */
const JSON_SYNTAX = ["json_array", "json_table"];

/** A call up to its closing parenthesis. */
type CallArguments = Pick<Call, "name" | "args" | "star" | "distinct" | "orderBy" | "json">;

const NO_ARGUMENTS = {
  star: false,
  distinct: false,
  args: [],
  orderBy: [],
} satisfies Partial<CallArguments>;

type FrameUnit = NonNullable<Window["frame"]>["unit"];

/** Parses function calls, including WITHIN GROUP, FILTER, IGNORE NULLS and OVER. */
export abstract class CallParser extends ExpressionParser {
  orderByClause(): SortItem[] {
    if (!this.cursor.accept("ORDER", "BY")) return [];
    return this.cursor.list(() => {
      const value = this.expression();
      const descending = !this.cursor.accept("ASC") && this.cursor.accept("DESC");
      const nullsFirst = this.cursor.accept("NULLS", "FIRST");
      if (!nullsFirst) this.cursor.accept("NULLS", "LAST");
      return { value, descending, nullsFirst };
    });
  }

  override call(name: Token): Call {
    const call = this.parenthesized(() => this.callArguments(name.text.toLowerCase()));
    const isListagg = call.name === "listagg";
    if (isListagg !== this.cursor.at("WITHIN", "GROUP")) {
      throw this.cursor.mismatch(isListagg ? "'WITHIN'" : "<EOF>");
    }
    const orderBy = this.cursor.accept("WITHIN", "GROUP")
      ? this.parenthesized(() => this.orderByClause())
      : call.orderBy;
    const filter = this.cursor.accept("FILTER")
      ? this.parenthesized(() => {
          this.cursor.expect("WHERE");
          return this.expression();
        })
      : undefined;
    const nulls = (["IGNORE", "RESPECT"] as const).find((word) =>
      this.cursor.accept(word, "NULLS"),
    );
    if (nulls !== undefined && !this.cursor.at("OVER")) throw this.cursor.mismatch("'OVER'");
    const over = this.cursor.accept("OVER") ? this.over() : undefined;
    // Written out: spreading a call costs more than the rest of its parsing.
    const { args, star, distinct, json } = call;
    return {
      kind: "call",
      name: call.name,
      args,
      star,
      distinct,
      orderBy,
      filter,
      nulls,
      over,
      json,
      line: name.line,
      column: name.column,
    };
  }

  private callArguments(name: string): CallArguments {
    if (this.atName() && this.cursor.atSymbol(".", 1) && this.cursor.atSymbol("*", 2)) {
      const reason = "label.* is supported only as the argument of count in a row pattern";
      throw new QueryError("INVALID_FUNCTION_ARGUMENT", reason, this.here());
    }
    if (this.cursor.acceptSymbol("*")) return { ...NO_ARGUMENTS, name, star: true };
    if (this.cursor.atSymbol(")")) {
      if (name === "grouping") throw unsupported("grouping() of no column", this.here());
      return { ...NO_ARGUMENTS, name };
    }
    if (JSON_SYNTAX.includes(name)) throw unsupported(`Function '${name}'`, this.here());
    if (name === "json_object") {
      return { ...NO_ARGUMENTS, name, args: jsonMembers(this.cursor, () => this.expression()) };
    }
    if (JSON_PATH_FUNCTIONS.includes(name)) {
      return { ...NO_ARGUMENTS, name, ...jsonPathArguments(this.cursor, () => this.expression()) };
    }
    if (name === "trim") return { ...NO_ARGUMENTS, ...this.trimArguments() };
    const distinct = this.cursor.accept("DISTINCT");
    if (!distinct) this.cursor.accept("ALL");
    const args = [name === "position" ? this.valueExpression() : this.expression()];
    if (name === "position") {
      // A form of the grammar: there is no function of this name.
      if (!this.cursor.accept("IN")) {
        throw notRegistered("position", this.here());
      }
      args.push(this.valueExpression());
    }
    if (name === "substring" && this.cursor.accept("FROM")) {
      args.push(this.expression());
      if (this.cursor.accept("FOR")) args.push(this.expression());
    }
    while (this.cursor.acceptSymbol(",")) args.push(this.expression());
    if (this.cursor.at("ON", "OVERFLOW")) throw unsupported("ON OVERFLOW", this.here());
    const other =
      name === "grouping" && args.find(({ kind }) => kind !== "name" && kind !== "field");
    if (other) {
      // In Trino's grammar, it is of names.
      throw new QueryError("SYNTAX_ERROR", "mismatched input: grouping() is of columns", other);
    }
    return { name, star: false, distinct, args, orderBy: this.orderByClause() };
  }

  private trimArguments(): { name: string; args: Expression[] } {
    const names = { LEADING: "ltrim", TRAILING: "rtrim", BOTH: "trim" };
    const side = (["LEADING", "TRAILING", "BOTH"] as const).find((word) =>
      this.cursor.accept(word),
    );
    const name = names[side ?? "BOTH"];
    if (side !== undefined && this.cursor.accept("FROM"))
      return { name, args: [this.expression()] };
    if (
      side !== undefined &&
      this.cursor.peek().kind === "string" &&
      this.cursor.atSymbol(")", 1)
    ) {
      // A literal of a type then.
      throw new QueryError("TYPE_NOT_FOUND", `Unknown type: ${side.toLowerCase()}`, this.here());
    }
    const first = this.expression();
    // `trim(characters FROM text)`, but `trim(text, characters)`.
    if (this.cursor.accept("FROM")) return { name, args: [this.expression(), first] };
    if (this.cursor.acceptSymbol(",")) return { name, args: [first, this.expression()] };
    return { name, args: [first] };
  }

  protected override over(): Window {
    if (!this.cursor.atSymbol("("))
      return { base: this.name().toLowerCase(), isReference: true, partitionBy: [], orderBy: [] };
    return this.parenthesized(() => {
      const starts = ["PARTITION", "ORDER", "ROWS", "RANGE", "GROUPS", "MEASURES"];
      const named = !this.cursor.atSymbol(")") && !starts.some((word) => this.cursor.at(word));
      const base = named ? this.name().toLowerCase() : undefined;
      const partitionBy = this.cursor.accept("PARTITION", "BY")
        ? this.cursor.list(() => this.expression())
        : [];
      return { base, partitionBy, orderBy: this.orderByClause(), frame: this.frame() };
    });
  }

  private frame(): Window["frame"] {
    const unit = (["ROWS", "RANGE", "GROUPS"] as const).find((word) => this.cursor.accept(word));
    if (this.cursor.at("MEASURES")) throw unsupported("A row pattern in a window", this.here());
    if (unit === undefined) return undefined;
    const read = this.frameExtent(unit);
    const words = ["AFTER", "INITIAL", "SEEK", "PATTERN", "SUBSET", "DEFINE"];
    if (words.some((word) => this.cursor.at(word))) {
      throw unsupported("A row pattern in a window", this.here());
    }
    return read;
  }

  private frameExtent(unit: FrameUnit): Window["frame"] {
    if (!this.cursor.accept("BETWEEN")) return { unit, start: this.frameBound() };
    const start = this.frameBound();
    this.cursor.expect("AND");
    return { unit, start, end: this.frameBound() };
  }

  private frameBound(): FrameBound {
    if (this.cursor.accept("UNBOUNDED", "PRECEDING")) return { kind: "UNBOUNDED PRECEDING" };
    if (this.cursor.accept("UNBOUNDED", "FOLLOWING")) return { kind: "UNBOUNDED FOLLOWING" };
    if (this.cursor.accept("CURRENT", "ROW")) return { kind: "CURRENT ROW" };
    const offset = this.valueExpression();
    if (this.cursor.accept("PRECEDING")) return { kind: "PRECEDING", offset };
    this.cursor.expect("FOLLOWING");
    return { kind: "FOLLOWING", offset };
  }
}
