import type { Sql } from "../../duckdb/sql";
import { QueryError, unsupported } from "../query-error";
import type { Call, Expression } from "../sql/syntax-tree";
import type { ExpressionTranslator } from "../translation/expressions/expression-translator";
import { coerce, type TypedSql } from "../translation/expressions/typed-sql";
import { canCoerce } from "../types/coercion";
import { type TrinoType, typeName } from "../types/trino-type";

/** Functions of which Trino has more forms than are known here. */
const INCOMPLETE_FUNCTIONS = new Set([
  "array_join",
  "array_position",
  "array_sort",
  "from_unixtime",
  "normalize",
  "regexp_replace",
  "split",
  "strpos",
  "truncate",
]);

/** A call of a function with its arguments at hand. */
export class FunctionCall {
  constructor(
    readonly node: Call,
    readonly expressions: ExpressionTranslator,
  ) {}

  /** The arguments, all of them values. */
  get args(): readonly TypedSql[] {
    return this.node.args.map((arg) => this.expressions.translate(arg));
  }

  /** An argument's place in the query; a missing one is a mismatch. */
  argNode(index: number): Expression {
    const node = this.node.args[index];
    if (node === undefined) throw this.noMatchingSignature();
    return node;
  }

  arg(index: number): TypedSql {
    return this.expressions.translate(this.argNode(index));
  }

  /** An argument brought to a type; a mismatch where that can't be. */
  argAs(index: number, type: TrinoType): Sql {
    const value = this.arg(index);
    if (!canCoerce(value.type, type)) throw this.noMatchingSignature();
    return coerce(value, type);
  }

  /** Demands a number of arguments. */
  requireArity(least: number, most = least): void {
    const { length } = this.node.args;
    if (length < least || length > most) throw this.noMatchingSignature();
  }

  /** The text of an argument that must be a literal, so that it can be read before the query runs. */
  stringLiteral(index: number): string | undefined {
    const node = this.argNode(index);
    return node.kind === "string" ? node.text : undefined;
  }

  /** Trino's fault for arguments that no form of the function takes. */
  noMatchingSignature(): QueryError {
    const types = this.node.args.map((arg) =>
      arg.kind === "lambda" ? "function" : typeName(this.expressions.translate(arg).type),
    );
    const given = types.join(", ");
    if (
      INCOMPLETE_FUNCTIONS.has(this.node.name) ||
      /\b(?:char\(|varbinary|interval|json)/.test(given)
    ) {
      throw unsupported(`The form ${this.node.name}(${given})`, this.node);
    }
    const reason = `Unexpected parameters (${given}) for function ${this.node.name}`;
    return new QueryError("FUNCTION_NOT_FOUND", reason, this.node);
  }
}
