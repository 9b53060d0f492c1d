import { join, SQL, type Sql } from "../../duckdb/sql";
import { QueryError, unsupported } from "../query-error";
import type { Call, Expression } from "../sql/syntax-tree";
import type { ExpressionTranslator } from "../translation/expressions/expression-translator";
import { coerce, type Typed } from "../translation/expressions/typed";
import { canCoerce } from "../types/coercion";
import { sameType, type TrinoType, typeName } from "../types/trino-type";

/** Functions of which Trino has more forms than are known here. */
const PARTIAL = new Set([
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
  get args(): readonly Typed[] {
    return this.node.args.map((arg) => this.expressions.translate(arg));
  }

  /** An argument's place in the query; a missing one is a mismatch. */
  argument(index: number): Expression {
    const node = this.node.args[index];
    if (node === undefined) throw this.mismatch();
    return node;
  }

  value(index: number): Typed {
    return this.expressions.translate(this.argument(index));
  }

  /** An argument brought to a type; a mismatch where that can't be. */
  as(index: number, type: TrinoType): Sql {
    const value = this.value(index);
    if (!canCoerce(value.type, type)) throw this.mismatch();
    return coerce(value, type);
  }

  /** Demands a number of arguments. */
  count(least: number, most = least): void {
    const { length } = this.node.args;
    if (length < least || length > most) throw this.mismatch();
  }

  /** The text of an argument that must be a literal, so that it can be read before the query runs. */
  literalText(index: number): string | undefined {
    const node = this.argument(index);
    return node.kind === "string" ? node.text : undefined;
  }

  /** Trino's fault for arguments that no form of the function takes. */
  mismatch(): QueryError {
    const types = this.node.args.map((arg) =>
      arg.kind === "lambda" ? "function" : typeName(this.expressions.translate(arg).type),
    );
    const given = types.join(", ");
    if (PARTIAL.has(this.node.name) || /\b(?:char\(|varbinary|interval|json)/.test(given)) {
      throw unsupported(`The form ${this.node.name}(${given})`, this.node);
    }
    const reason = `Unexpected parameters (${given}) for function ${this.node.name}`;
    return new QueryError("FUNCTION_NOT_FOUND", reason, this.node);
  }
}

/** How a function of Trino's is written for DuckDB. */
export type Rule = (call: FunctionCall) => Typed;

/** One form of a function: what it takes, what it gives, and its SQL. */
export interface Signature {
  readonly takes: readonly TrinoType[];
  readonly gives: TrinoType;
  readonly sql: (...args: Sql[]) => Sql;
}

/** A function whose form the types of its arguments choose: an exact match first, then one by coercion. */
export function signatures(...forms: readonly Signature[]): Rule {
  return (call) => {
    const { args } = call;
    const fits = (matches: (from: TrinoType, to: TrinoType) => boolean) =>
      forms.find(
        ({ takes }) =>
          takes.length === args.length &&
          takes.every((type, index) => {
            const arg = args[index];
            return arg !== undefined && matches(arg.type, type);
          }),
      );
    const form = fits(sameType) ?? fits(canCoerce);
    if (form === undefined) throw call.mismatch();
    const values = form.takes.map((type, index) => {
      const arg = args[index];
      return arg === undefined ? SQL`NULL` : coerce(arg, type);
    });
    return { sql: form.sql(...values), type: form.gives };
  };
}

/** One form of a function. */
export function form(
  takes: readonly TrinoType[],
  gives: TrinoType,
  sql: (...args: Sql[]) => Sql,
): Signature {
  return { takes, gives, sql };
}

/** A function that is called alike on both sides. */
export function calls(name: Sql): (...args: Sql[]) => Sql {
  return (...args) => SQL`${name}(${join(args)})`;
}
