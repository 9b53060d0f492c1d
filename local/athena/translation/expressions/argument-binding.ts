import { bindShared } from "../../../duckdb/bind-shared";
import { shared, sharedUses, type Sql } from "../../../duckdb/sql";
import { isSimple } from "../../analysis/expression-kinds";
import type { Expression } from "../../sql/syntax-tree";
import { isAggregateOrWindow } from "../calls/call-kinds";
import type { WritableExpression } from "./writable-expression";

/** Expressions that evaluate some of their arguments for some rows only. */
const LAZY: ReadonlySet<Expression["kind"]> = new Set(["case", "and", "or"]);

/**
 * Makes each translated expression a value that the SQL around it can count, and binds those that it uses more than
 * once. Otherwise nested calls would grow exponentially, and a volatile argument would have a value at each place.
 */
export class ArgumentBinding {
  /** The expressions of the values. */
  private readonly expressions = new Map<Sql, WritableExpression>();

  /** @param correlated whether names may be columns of an outer query */
  constructor(private readonly correlated: boolean) {}

  /** SQL of an expression as one value, with the arguments bound that its SQL uses more than once. */
  valueOf(expression: WritableExpression, sql: Sql): Sql {
    const { node } = expression;
    // A name of an outer query is bound with the other arguments: see argumentsToBind.
    if (isSimple(node) && !this.correlated) return sql;
    const value = isAggregateOrWindow(node)
      ? this.repeating(sql)
      : bindShared(sql, this.argumentsToBind(node, sql));
    this.expressions.set(value, expression);
    return shared(value);
  }

  private argumentsToBind(node: Expression, sql: Sql): readonly Sql[] {
    const uses = sharedUses(sql);
    const repeated = [...uses.keys()].filter((value) => {
      // DuckDB's optimizer writes IN as comparisons.
      if (node.kind === "inList" && this.test(value, ({ volatile }) => volatile)) return true;
      return (uses.get(value) ?? 0) > 1 && this.test(value, (argument) => !isSimple(argument.node));
    });
    if (repeated.length === 0) return [];
    // Subqueries can't be in the body of a lambda, nor, by a bug of DuckDB, columns of two queries.
    const values = [...uses.keys()].filter(
      (value) =>
        repeated.includes(value) ||
        this.test(value, (argument) => this.correlated || argument.hasSubquery),
    );
    if (!LAZY.has(node.kind) || values.length === repeated.length) return values;
    // A bound argument is evaluated for each row.
    this.repeating(sql);
    return [];
  }

  /** Whether a value is that of an expression of this scope that passes a test. */
  private test(value: Sql, test: (expression: WritableExpression) => boolean): boolean {
    const expression = this.expressions.get(value);
    return expression !== undefined && test(expression);
  }

  /**
   * SQL that has its arguments wherever it uses them, where none can be bound. The analysis has refused what would have
   * another value at each place.
   */
  private repeating(sql: Sql): Sql {
    for (const [value, uses] of sharedUses(sql)) {
      const argument = this.expressions.get(value);
      if (uses > 1 && argument?.volatile === true) {
        throw new Error("A volatile argument that is written more than once was not refused");
      }
    }
    return bindShared(sql, []);
  }
}
