import { identifier, join, SQL, type Sql } from "../../../duckdb/sql";
import { translateCall } from "../../functions/translate-call";
import { type Position, QueryError, unsupported } from "../../query-error";
import type { Expression, ExpressionOf } from "../../sql/syntax-tree";
import { commonType } from "../../types/coercion";
import { resolveType } from "../../types/resolve-type";
import { BOOLEAN, isNumeric, type TrinoType, typeName, UNKNOWN } from "../../types/trino-type";
import { ArgumentBinding } from "./argument-binding";
import { andInOrder } from "../and-in-order";
import { castTo } from "./cast";
import { comparison } from "./comparisons";
import type { ExpressionContext, ExpressionTranslator } from "./expression-translator";
import { childExpressions, dottedName } from "../../analysis/expression-walk";
import { type Reference, TypedExpression } from "../../analysis/typed-expression";
import { columnNotFound } from "../../analysis/semantic-errors";
import { translateLiteral } from "./literals/literals";
import { arrayOf, rowField, rowOf, subscript } from "./nested-expressions";
import { arithmetic } from "./operators";
import { between, caseExpression, inList, like } from "./predicates";
import { Scope } from "../../analysis/scope";
import type { Field } from "../field";
import { rejectRepeatedLazily } from "../repeated-argument";
import { checkExtracted, checkZoned } from "./parts-of-time";
import { translateSubquery } from "./subquery-expressions";
import { coerced, evaluated, once, typed, type TypedSql } from "./typed-sql";
import { WritableExpression } from "./writable-expression";

/** Types all kinds of expressions. What is not supported is rejected. */
export class DuckDbExpressionTranslator implements ExpressionTranslator {
  private readonly translated = new Map<Expression, WritableExpression>();
  /** The bodies of lambdas, as their functions called them last. */
  private readonly lambdaBodies = new Map<Expression, WritableExpression>();
  private readonly binding: ArgumentBinding;

  constructor(readonly context: ExpressionContext) {
    this.binding = new ArgumentBinding(context.scope.outer !== undefined);
  }

  get scope(): Scope<Field> {
    return this.context.scope;
  }

  translate(node: Expression): WritableExpression {
    const known = this.translated.get(node);
    if (known !== undefined) return known;
    const column = this.column(node);
    const expression =
      column === undefined
        ? this.expression(node, this.translateNode(node))
        : this.expression(node, this.valueOf(column, node), referenceTo(column));
    this.translated.set(node, expression);
    return expression;
  }

  columnOf(field: Field, node: Expression): WritableExpression {
    field.use?.();
    return this.expression(
      node,
      field,
      referenceTo({ field, names: [field.name ?? ""], parts: 1 }),
    );
  }

  private expression(node: Expression, given: TypedSql, reference?: Reference): WritableExpression {
    const { type, literal, facts } = given;
    const children = reference === undefined ? this.children(node) : [];
    const expression = new WritableExpression(
      { node, type, literal, facts, children, reference },
      (itself) => this.binding.valueOf(itself, given.sql()),
    );
    if (expression.constantDepth > MAX_CONSTANT_DEPTH) {
      throw unsupported(`More than ${MAX_CONSTANT_DEPTH} nested calls of constants`, node);
    }
    return expression;
  }

  private children(node: Expression): readonly TypedExpression[] {
    return childExpressions(node).map((child) => {
      if (child.kind !== "lambda") return this.translate(child);
      const body = this.lambdaBodies.get(child);
      const children = body === undefined ? [] : [body];
      return new TypedExpression({ node: child, type: UNKNOWN, children });
    });
  }

  condition(node: Expression, clause: string): TypedSql {
    const value = this.translate(node);
    if (value.type.kind !== "boolean" && value.type.kind !== "unknown") {
      const reason = `${clause} must evaluate to a boolean: actual type ${typeName(value.type)}`;
      throw new QueryError("TYPE_MISMATCH", reason, node);
    }
    return coerced(value, BOOLEAN);
  }

  lambda(node: Expression, types: readonly TrinoType[]): TypedSql {
    // The same for lambdas that are written alike: DuckDB compares a grouping key with its uses as they are written.
    const depth = this.context.lambdaDepth ?? 0;
    const names = types.map((_, index) => once(() => identifier(`parameter:${depth}:${index}`)));
    const body = this.lambdaBody(node, types, names);
    return typed(body.type, () => SQL`lambda ${join(names.map((name) => name()))}: ${body.sql()}`);
  }

  lambdaBody(
    node: Expression,
    types: readonly TrinoType[],
    values: readonly (() => Sql)[],
  ): TypedSql {
    const reason = `Expected a lambda that takes ${types.length} argument(s)`;
    if (node.kind !== "lambda") {
      this.translate(node);
      throw new QueryError("FUNCTION_NOT_FOUND", reason, node);
    }
    if (node.parameters.length !== types.length) {
      throw new QueryError("INVALID_PARAMETER_USAGE", reason, node);
    }
    const fields = node.parameters.map((name, index) => ({
      name: name.toLowerCase(),
      relation: [],
      column: undefined,
      type: types[index] ?? UNKNOWN,
      sql: values[index] ?? (() => SQL`NULL`),
    }));
    const inner = new DuckDbExpressionTranslator({
      ...this.context,
      lambdaDepth: (this.context.lambdaDepth ?? 0) + 1,
      scope: new Scope<Field>(fields, this.scope),
    });
    const body = inner.translate(node.body);
    this.lambdaBodies.set(node, body);
    return body;
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
      case "field":
        return rowField(this.translate(node.base), node.name.toLowerCase(), node);
      case "subscript":
        return subscript(node, this);
      case "not": {
        const value = this.condition(node.value, "Value of logical NOT expression");
        return typed(BOOLEAN, () => SQL`(NOT ${value.sql()})`);
      }
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
      case "isNull": {
        const value = this.translate(node.value);
        return typed(BOOLEAN, () => SQL`(${evaluated(value)} IS NULL)`);
      }
      case "between":
        return between(node, this);
      case "inList":
        return inList(node, this);
      case "like":
        return like(node, this);
      case "case":
        return caseExpression(node, this);
      case "cast":
        return castTo(
          this.translate(node.value),
          resolveType(node.type, "TYPE_MISMATCH"),
          node.safe,
          node,
        );
      case "extract":
        checkExtracted(node.field, this.translate(node.value).type, node);
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
        checkZoned(this.translate(node.value).type, node);
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
      case "name":
        throw columnNotFound(node.name, node);
      case "lambda":
        throw new QueryError(
          "TYPE_MISMATCH",
          "Lambda expression should always be used inside a function",
          node,
        );
    }
  }

  /** The column that a dotted name begins with. @throws QueryError COLUMN_NOT_FOUND */
  private column(node: Expression): ColumnName | undefined {
    const names = node.kind === "name" || node.kind === "field" ? dottedName(node) : undefined;
    if (names === undefined) return undefined;
    const lower = names.map((name) => name.toLowerCase());
    const found = this.scope.resolve(lower, node);
    if (found === undefined) throw columnNotFound(names.join("."), node);
    return { field: found.field, names: lower, parts: found.parts };
  }

  /** The value of a column, or of a field of a row in it. */
  private valueOf({ field, names, parts }: ColumnName, position: Position): TypedSql {
    field.use?.();
    let value: TypedSql = field;
    names.forEach((name, index) => {
      if (index < parts) return;
      value = rowField(value, name, position, names.slice(0, index + 1).join("."));
    });
    return value;
  }

  private negate(node: ExpressionOf<"negate">): TypedSql {
    const value = this.translate(node.value);
    if (isNumeric(value.type) || value.type.kind.startsWith("interval")) {
      return typed(value.type, () => SQL`(-${value.sql()})`);
    }
    const code = value.type.kind === "unknown" ? "AMBIGUOUS_FUNCTION_CALL" : "TYPE_MISMATCH";
    throw new QueryError(code, `Cannot negate ${typeName(value.type)}`, node);
  }

  private logical(node: ExpressionOf<"and" | "or">): TypedSql {
    const nodes = [...operandsOf(node.kind, node)];
    const values = nodes.map((each) => this.condition(each, "Logical expression term"));
    const terms = nodes.map((each) => this.translate(each));
    const failing = terms.map((_, index) => terms.slice(index + 1).some((term) => term.canFail));
    const repeated = terms.filter((_, index) => failing[index]);
    if (repeated.length > 0) rejectRepeatedLazily(repeated, terms, this.scope.outer !== undefined);
    return typed(BOOLEAN, () => {
      const written = values.map((value) => value.sql());
      const isAnd = node.kind === "and";
      return written.reduceRight((rest, first, index) => {
        if (failing[index] !== true) return SQL`(${first} ${isAnd ? AND : OR} ${rest})`;
        // DuckDB evaluates both sides for all rows.
        return isAnd
          ? SQL`(${andInOrder(first, rest)})`
          : SQL`(${first} OR CASE WHEN ${first} IS NOT TRUE THEN ${rest} END)`;
      });
    });
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

/**
 * Nested operators and calls of literals alone. DuckDB computes each operand to plan the next one, so that the time grows
 * with the third power: 0.3 s for 100, minutes for 800.
 */
const MAX_CONSTANT_DEPTH = 50;

/** A column in a scope, and the dotted name that begins with it. */
interface ColumnName {
  readonly field: Field;
  /** In lower case. */
  readonly names: readonly string[];
  /** How many names refer to the column; the others are fields of a row. */
  readonly parts: number;
}

function referenceTo({ field, names, parts }: ColumnName): Reference {
  return { column: field.column, path: names.slice(parts - 1), aliasOf: field.aliasOf };
}

/** The operands of an AND, or of an OR, and those of one in it. */
function* operandsOf(kind: "and" | "or", node: Expression): Generator<Expression> {
  if (node.kind !== kind) {
    yield node;
    return;
  }
  yield* operandsOf(kind, node.left);
  yield* operandsOf(kind, node.right);
}

const AND = SQL`AND`;
const OR = SQL`OR`;

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
