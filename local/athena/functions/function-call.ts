import { QueryError, unsupported } from "../query-error";
import type { Call, Expression } from "../sql/syntax-tree";
import type { ExpressionTranslator } from "../translation/expressions/expression-translator";
import type { WritableExpression } from "../translation/expressions/writable-expression";
import { rejectRepeated } from "../translation/repeated-argument";
import { coerced, type TypedSql } from "../translation/expressions/typed-sql";
import { canCoerce } from "../types/coercion";
import { type TrinoType, typeName } from "../types/trino-type";

/** Functions of which Trino has more signatures than are supported. */
const INCOMPLETE_FUNCTIONS = new Set([
  "array_join",
  "array_position",
  "array_sort",
  "date_diff",
  "from_unixtime",
  "normalize",
  "random",
  "regexp_replace",
  "split",
  "strpos",
  "truncate",
]);

/** A function call, with access to its typed arguments. */
export class FunctionCall {
  constructor(
    readonly node: Call,
    readonly expressions: ExpressionTranslator,
  ) {}

  /** The typed arguments. */
  get args(): readonly WritableExpression[] {
    return this.node.args.map((arg) => this.expressions.translate(arg));
  }

  /** An argument's syntax tree. @throws QueryError FUNCTION_NOT_FOUND if it is missing */
  argNode(index: number): Expression {
    const node = this.node.args[index];
    if (node === undefined) throw this.noMatchingSignature();
    return node;
  }

  arg(index: number): WritableExpression {
    return this.expressions.translate(this.argNode(index));
  }

  /** An argument coerced to a type. @throws QueryError FUNCTION_NOT_FOUND if it can't be coerced */
  argAs(index: number, type: TrinoType): TypedSql {
    const value = this.arg(index);
    if (!canCoerce(value.type, type)) throw this.noMatchingSignature();
    return coerced(value, type);
  }

  /** The argument as it is, or coerced to a type; undefined if the call has fewer. @throws as {@link argAs} */
  optionalArgAs(index: number, type: TrinoType): TypedSql | undefined {
    return index < this.node.args.length ? this.argAs(index, type) : undefined;
  }

  /**
   * Checks that arguments of an aggregate or a window function may be evaluated more than once a row: a rule calls it for
   * those that its SQL has several times, since DuckDB can't bind them there.
   *
   * @throws QueryError NOT_SUPPORTED for one that is volatile
   */
  requireRepeatable(...indexes: readonly number[]): void {
    for (const index of indexes) rejectRepeated(this.arg(index));
  }

  /** Checks the number of arguments. @throws QueryError FUNCTION_NOT_FOUND */
  requireArity(min: number, max = min): void {
    const { length } = this.node.args;
    if (length < min || length > max) throw this.noMatchingSignature();
  }

  /** The value of a string literal, which is known before the query runs; undefined for another expression. */
  stringLiteral(index: number): string | undefined {
    const node = this.argNode(index);
    return node.kind === "string" ? node.text : undefined;
  }

  /** Trino's error for arguments that match no signature of the function. */
  noMatchingSignature(): QueryError {
    const types = this.node.args.map((arg) =>
      arg.kind === "lambda" ? "function" : typeName(this.expressions.translate(arg).type),
    );
    const given = types.join(", ");
    if (
      INCOMPLETE_FUNCTIONS.has(this.node.name) ||
      /\b(?:char\(|varbinary|interval|json)/.test(given) ||
      // A bare NULL may be of any type that the function takes.
      /(?:^|, )unknown(?:,|$)/.test(given)
    ) {
      throw unsupported(`The signature ${this.node.name}(${given})`, this.node);
    }
    const reason = `Unexpected parameters (${given}) for function ${this.node.name}`;
    return new QueryError("FUNCTION_NOT_FOUND", reason, this.node);
  }
}
