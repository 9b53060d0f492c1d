import { identifier, join, SQL, type Sql } from "../../../duckdb/sql";
import { translateCall } from "../../functions/translate-call";
import { QueryError, unsupported } from "../../query-error";
import type { Expression } from "../../sql/syntax-tree";
import { resolveType } from "../../types/resolve-type";
import { BOOLEAN, type TrinoType, typeName, UNKNOWN } from "../../types/trino-type";
import { ArgumentBinding } from "./argument-binding";
import { castTo } from "./cast";
import { comparisonNode } from "./predicates/comparison-node";
import { inList } from "./predicates/in-list";
import type { ExpressionContext, ExpressionTranslator } from "./expression-translator";
import { childExpressions, contains } from "../../analysis/expression-walk";
import { type Reference, TypedExpression } from "../../analysis/typed-expression";
import { columnNotFound } from "../../analysis/semantic-errors";
import { logical } from "../conditions/logical";
import { translateLiteral } from "./literals/literals";
import { arrayOf, rowField, rowOf, subscript } from "./nested-expressions";
import { columnName, referenceTo, valueOfColumn } from "../column-name";
import { arithmetic } from "./operators/operators";
import { negated } from "../negation";
import { nullTest } from "./predicates/null-test";
import { between, caseExpression, like } from "./predicates/predicates";
import { Scope } from "../../analysis/scope";
import type { Field } from "../field";
import { rejectAggregatesAndWindows } from "../calls/misplaced-calls";
import { atTimeZone, extract } from "./parts-of-time";
import { translateSubquery } from "../subqueries/subquery-expressions";
import { coerced, once, typed, type TypedSql } from "./typed-sql";
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
    const column = columnName(node, this.scope);
    const expression =
      column === undefined
        ? this.expression(node, this.translateNode(node))
        : this.expression(node, valueOfColumn(column, node), referenceTo(column));
    this.translated.set(node, expression);
    this.context.state.expressions.set(node, expression);
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
    rejectAggregatesAndWindows([node.body], "Lambda expression");
    if (contains(node.body, (inner) => "query" in inner)) {
      const reason = "Lambda expression cannot contain subqueries";
      throw new QueryError("NOT_SUPPORTED", reason, node.body);
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
        return negated(this.translate(node.value), node);
      case "and":
      case "or":
        return logical(node, this);
      case "arithmetic":
        return arithmetic(
          node.operator,
          this.translate(node.left),
          this.translate(node.right),
          node,
        );
      case "comparison":
        return comparisonNode(node, this);
      case "isNull":
        return nullTest(node, this);
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
        return extract(node, this);
      case "atTimeZone":
        return atTimeZone(node, this);
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
}

/**
 * Nested operators and calls of literals alone. DuckDB computes each operand to plan the next one, so that the time grows
 * with the third power: 0.3 s for 100, minutes for 800.
 */
const MAX_CONSTANT_DEPTH = 50;
