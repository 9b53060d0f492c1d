import { type Position, QueryError, unsupported } from "../query-error";
import { balancedChain } from "./balanced-chain";
import type { Comparison, Expression, ExpressionOf } from "./syntax-tree";
import { notRegistered, PrimaryParser } from "./primary-parser";

const COMPARISONS: ReadonlyMap<string, Comparison> = new Map([
  ["=", "="],
  ["<>", "<>"],
  ["!=", "<>"],
  ["<", "<"],
  ["<=", "<="],
  [">", ">"],
  [">=", ">="],
]);

type ArithmeticOperator = ExpressionOf<"arithmetic">["operator"];

/** Value operators and their precedence: the higher ones bind more tightly. */
const ARITHMETIC: ReadonlyMap<string, readonly [operator: ArithmeticOperator, level: number]> =
  new Map([
    ["||", ["||", 1]],
    ["+", ["+", 2]],
    ["-", ["-", 2]],
    ["*", ["*", 3]],
    ["/", ["/", 3]],
    ["%", ["%", 3]],
  ]);

/** Parses expressions, by Trino's precedence: OR, AND, NOT, predicates, ||, + -, * / %, signs, AT TIME ZONE. */
export abstract class ExpressionParser extends PrimaryParser {
  override expression(): Expression {
    return this.cursor.nested(() => this.disjunction());
  }

  private disjunction(): Expression {
    return this.logicalChain("OR");
  }

  private logicalOperand(keyword: "AND" | "OR"): Expression {
    return keyword === "OR" ? this.logicalChain("AND") : this.negation();
  }

  private logicalChain(keyword: "AND" | "OR"): Expression {
    const first = this.logicalOperand(keyword);
    if (!this.cursor.at(keyword)) return first;
    const operands = [first];
    const positions: Position[] = [];
    while (this.cursor.at(keyword)) {
      positions.push(this.take());
      operands.push(this.logicalOperand(keyword));
    }
    const kind = keyword === "AND" ? "and" : "or";
    return balancedChain(operands, (left, right, index) => ({
      kind,
      left,
      right,
      ...(positions[index] ?? left),
    }));
  }

  private negation(): Expression {
    if (!this.cursor.at("NOT")) return this.predicate();
    const position = this.take();
    return { kind: "not", value: this.cursor.nested(() => this.negation()), ...position };
  }

  private predicate(): Expression {
    const left = this.valueExpression();
    const symbol = this.cursor.peek();
    const operator = symbol.kind === "symbol" ? COMPARISONS.get(symbol.text) : undefined;
    if (operator !== undefined) return this.comparison(left, operator);
    if (this.cursor.at("IS")) return this.isPredicate(left);
    const negated = this.cursor.at("NOT");
    const position = this.here();
    if (negated) this.cursor.next();
    const found = this.wordPredicate(left);
    if (found === undefined) {
      if (negated) throw this.cursor.mismatch("'BETWEEN', 'IN', 'LIKE'");
      return left;
    }
    return negated ? { kind: "not", value: found, ...position } : found;
  }

  private comparison(left: Expression, operator: Comparison): Expression {
    const position = this.take();
    const quantifier = this.cursor.accept("ALL")
      ? "ALL"
      : this.cursor.accept("ANY") || this.cursor.accept("SOME")
        ? "ANY"
        : undefined;
    if (quantifier === undefined) {
      return { kind: "comparison", operator, left, right: this.valueExpression(), ...position };
    }
    const query = this.parenthesized(() => {
      // A call of a function then, of which there is none.
      if (!this.atQuery() && !this.cursor.atSymbol("("))
        throw notRegistered(quantifier.toLowerCase(), position);
      return this.subquery();
    });
    return { kind: "quantified", operator, quantifier, left, query, ...position };
  }

  private isPredicate(left: Expression): Expression {
    const position = this.take();
    const negated = this.cursor.accept("NOT");
    if (this.cursor.accept("DISTINCT", "FROM")) {
      const operator = negated ? "IS NOT DISTINCT FROM" : "IS DISTINCT FROM";
      return { kind: "comparison", operator, left, right: this.valueExpression(), ...position };
    }
    this.cursor.expect("NULL");
    const test: Expression = { kind: "isNull", value: left, ...position };
    return negated ? { kind: "not", value: test, ...position } : test;
  }

  private wordPredicate(left: Expression): Expression | undefined {
    const position = this.here();
    if (this.cursor.accept("BETWEEN")) {
      const low = this.valueExpression();
      this.cursor.expect("AND");
      return { kind: "between", value: left, low, high: this.valueExpression(), ...position };
    }
    if (this.cursor.accept("LIKE")) {
      const pattern = this.valueExpression();
      const escape = this.cursor.accept("ESCAPE") ? this.valueExpression() : undefined;
      return { kind: "like", value: left, pattern, escape, ...position };
    }
    if (!this.cursor.accept("IN")) return undefined;
    return this.parenthesized((): Expression => {
      if (this.atQuery()) {
        return { kind: "inQuery", value: left, query: this.subquery(), ...position };
      }
      const items = this.cursor.list(() => this.expression());
      return { kind: "inList", value: left, items, ...position };
    });
  }

  override valueExpression(): Expression {
    return this.arithmetic(1);
  }

  /** @param lowest the precedence from which on operators are read */
  private arithmetic(lowest: number): Expression {
    let left = this.signed();
    for (;;) {
      const symbol = this.cursor.peek();
      const [operator, level = 0] =
        (symbol.kind === "symbol" ? ARITHMETIC.get(symbol.text) : undefined) ?? [];
      if (operator === undefined || level < lowest) return left;
      const position = this.take();
      const right = this.arithmetic(level + 1);
      left = { kind: "arithmetic", operator, left, right, ...position };
    }
  }

  private signed(): Expression {
    if (this.cursor.atSymbol("-")) {
      const position = this.take();
      const digits = this.cursor.peek();
      if (digits.kind === "integer") {
        this.cursor.next();
        return { kind: "integer", text: `-${digits.text}`, ...position };
      }
      return { kind: "negate", value: this.cursor.nested(() => this.signed()), ...position };
    }
    if (this.cursor.acceptSymbol("+")) return this.cursor.nested(() => this.signed());
    let value = this.primary();
    // `at` alone may be an alias.
    while (this.cursor.at("AT", "TIME") || this.cursor.at("AT", "LOCAL")) {
      const position = this.take();
      if (this.cursor.at("LOCAL")) throw unsupported("AT LOCAL", position);
      this.cursor.expect("TIME", "ZONE");
      value = { kind: "atTimeZone", value, zone: this.timeZone(), ...position };
    }
    return value;
  }

  private timeZone(): Expression {
    const zone = this.primary();
    if (zone.kind === "interval") throw unsupported("AT TIME ZONE INTERVAL", zone);
    if (zone.kind !== "string") {
      throw new QueryError("SYNTAX_ERROR", "AT TIME ZONE expects a string", zone);
    }
    return zone;
  }
}
