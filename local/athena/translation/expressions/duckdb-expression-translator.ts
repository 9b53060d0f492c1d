import { join, SQL, type Sql } from "../../../duckdb/sql";
import { translateCall } from "../../functions/translate-call";
import { type Position, QueryError } from "../../query-error";
import type { Expression, ExpressionOf } from "../../sql/syntax-tree";
import { commonType } from "../../types/coercion";
import { resolveType } from "../../types/resolve-type";
import { BOOLEAN, isNumeric, type TrinoType, typeName, UNKNOWN } from "../../types/trino-type";
import { ArgumentBinding } from "./argument-binding";
import { castTo } from "./cast";
import { comparison } from "./comparisons";
import type { ExpressionContext, ExpressionTranslator } from "./expression-translator";
import { canFail } from "../../analysis/failure";
import { dottedName } from "../../analysis/expression-walk";
import { columnNotFound } from "../../analysis/semantic-errors";
import { translateLiteral } from "./literals";
import { arrayOf, rowField, rowOf, subscript } from "./nested-expressions";
import { arithmetic } from "./operators";
import { between, caseExpression, inList, like } from "./predicates";
import { type ResolvedName, Scope } from "../../analysis/scope";
import type { Field } from "../field";
import { translateSubquery } from "./subquery-expressions";
import { coerce, type TypedSql } from "./typed-sql";

/** Translates all kinds of expressions. What is not supported is rejected. */
export class DuckDbExpressionTranslator implements ExpressionTranslator {
  private readonly translated = new Map<Expression, TypedSql>();
  private readonly binding: ArgumentBinding;

  constructor(readonly context: ExpressionContext) {
    this.binding = new ArgumentBinding(context.scope.outer !== undefined);
  }

  get scope(): Scope<Field> {
    return this.context.scope;
  }

  translate(node: Expression): TypedSql {
    const known = this.translated.get(node);
    if (known !== undefined) return known;
    const given = this.translateNode(node);
    const typed = { ...given, sql: this.binding.valueOf(node, given.sql) };
    this.translated.set(node, typed);
    return typed;
  }

  canFail(node: Expression): boolean {
    return canFail(node, (inner) => this.translate(inner).type);
  }

  condition(node: Expression, clause: string): Sql {
    const value = this.translate(node);
    if (value.type.kind !== "boolean" && value.type.kind !== "unknown") {
      const reason = `${clause} must evaluate to a boolean: actual type ${typeName(value.type)}`;
      throw new QueryError("TYPE_MISMATCH", reason, node);
    }
    return coerce(value, BOOLEAN);
  }

  lambda(node: Expression, types: readonly TrinoType[]): TypedSql {
    const names = types.map(() => this.context.state.alias());
    const body = this.lambdaBody(node, types, names);
    return { sql: SQL`lambda ${join(names)}: ${body.sql}`, type: body.type };
  }

  lambdaBody(node: Expression, types: readonly TrinoType[], values: readonly Sql[]): TypedSql {
    if (node.kind !== "lambda" || node.parameters.length !== types.length) {
      const reason = `Expected a lambda that takes ${types.length} argument(s)`;
      throw new QueryError("INVALID_FUNCTION_ARGUMENT", reason, node);
    }
    const fields = node.parameters.map((name, index) => ({
      name: name.toLowerCase(),
      relation: [],
      type: types[index] ?? UNKNOWN,
      sql: values[index] ?? SQL`NULL`,
    }));
    const inner = new DuckDbExpressionTranslator({
      ...this.context,
      scope: new Scope<Field>(fields, this.scope),
    });
    return inner.translate(node.body);
  }

  private translateNode(node: Expression): TypedSql {
    switch (node.kind) {
      case "null":
      case "boolean":
      case "integer":
      case "decimal":
      case "double":
      case "string":
      case "binary":
      case "typed":
      case "interval":
        return translateLiteral(node);
      case "name":
        return this.column([node.name], node);
      case "field":
        return this.dereference(node);
      case "subscript":
        return subscript(node, this);
      case "not":
        return {
          sql: SQL`(NOT ${this.condition(node.value, "Value of logical NOT expression")})`,
          type: BOOLEAN,
        };
      case "negate":
        return this.negate(node);
      case "and":
      case "or":
        return this.logical(node);
      case "arithmetic":
        return arithmetic(
          node.operator,
          this.translate(node.left),
          this.translate(node.right),
          node,
        );
      case "comparison":
        return comparison(
          node.operator,
          this.translate(node.left),
          this.translate(node.right),
          node,
        );
      case "isNull":
        return { sql: SQL`(${this.translate(node.value).sql} IS NULL)`, type: BOOLEAN };
      case "between":
        return between(node, this);
      case "inList":
        return inList(node, this);
      case "like":
        return like(node, this);
      case "case":
        return caseExpression(node, this);
      case "cast": {
        const type = resolveType(node.type);
        return { sql: castTo(this.translate(node.value), type, node.safe, node), type };
      }
      case "extract":
        return translateCall(
          {
            ...CALL,
            name: EXTRACT.get(node.field) ?? node.field,
            args: [node.value],
            line: node.line,
            column: node.column,
          },
          this,
        );
      case "atTimeZone":
        return translateCall(
          {
            ...CALL,
            name: "at_timezone",
            args: [node.value, node.zone],
            line: node.line,
            column: node.column,
          },
          this,
        );
      case "array":
        return arrayOf(node.items, node, this);
      case "row":
        return rowOf(node.items, this);
      case "call":
        return translateCall(node, this);
      case "exists":
      case "subquery":
      case "inQuery":
      case "quantified":
        return translateSubquery(node, this);
      case "lambda":
        throw new QueryError("SYNTAX_ERROR", "Lambda expression cannot be used here", node);
    }
  }

  /** A column by its dotted name, which may continue with fields of a row. */
  private column(parts: readonly string[], position: Position): TypedSql {
    const lower = parts.map((part) => part.toLowerCase());
    const found = this.scope.resolve(lower, position);
    if (found === undefined) throw columnNotFound(parts.join("."), position);
    return this.rowFields(found, lower, position);
  }

  private rowFields(
    { field, parts }: ResolvedName<Field>,
    names: readonly string[],
    position: Position,
  ): TypedSql {
    field.use?.();
    let value: TypedSql = { sql: field.sql, type: field.type };
    names.forEach((name, index) => {
      if (index < parts) return;
      value = rowField(value, name, position, names.slice(0, index + 1).join("."));
    });
    return value;
  }

  private dereference(node: ExpressionOf<"field">): TypedSql {
    const parts = dottedName(node);
    if (parts !== undefined) return this.column(parts, node);
    return rowField(this.translate(node.base), node.name.toLowerCase(), node);
  }

  private negate(node: ExpressionOf<"negate">): TypedSql {
    const value = this.translate(node.value);
    if (isNumeric(value.type) || value.type.kind.startsWith("interval")) {
      return { sql: SQL`(-${value.sql})`, type: value.type };
    }
    throw new QueryError("TYPE_MISMATCH", `Cannot negate ${typeName(value.type)}`, node);
  }

  private logical(node: ExpressionOf<"and" | "or">): TypedSql {
    const clause = "Logical expression term";
    const [left, right] = [this.condition(node.left, clause), this.condition(node.right, clause)];
    const [operator, decides] = node.kind === "and" ? [SQL`AND`, FALSE] : [SQL`OR`, TRUE];
    // DuckDB evaluates both sides for all rows.
    const needed = this.canFail(node.right)
      ? SQL`CASE WHEN ${left} IS NOT ${decides} THEN ${right} END`
      : right;
    return { sql: SQL`(${left} ${operator} ${needed})`, type: BOOLEAN };
  }

  common(values: readonly TypedSql[], what: string, position: Position): TrinoType {
    let type = UNKNOWN;
    for (const value of values) {
      const both = commonType(type, value.type);
      if (both === undefined) {
        const reason = `${what} must be the same type: ${typeName(type)}, ${typeName(value.type)}`;
        throw new QueryError("TYPE_MISMATCH", reason, position);
      }
      type = both;
    }
    return type;
  }
}

const FALSE = SQL`FALSE`;
const TRUE = SQL`TRUE`;

const CALL = {
  kind: "call",
  star: false,
  distinct: false,
  orderBy: [],
  ignoreNulls: false,
} as const;

/** Functions whose names differ from the field of EXTRACT. */
const EXTRACT: ReadonlyMap<string, string> = new Map([
  ["dow", "day_of_week"],
  ["doy", "day_of_year"],
  ["yow", "year_of_week"],
]);
