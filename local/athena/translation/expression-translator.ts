import { identifier } from "../../firehose/duckdb-type";
import { translateCall } from "../functions/call";
import { type Position, QueryError, unsupported } from "../query-error";
import type { Expression, ExpressionOf } from "../sql/expression";
import type { Query } from "../sql/query";
import { commonType } from "../types/coercion";
import { duckDbTypeOf, fieldName } from "../types/duckdb-type";
import { resolveType } from "../types/named-type";
import { BOOLEAN, isNumeric, type TrinoType, typeName, UNKNOWN } from "../types/trino-type";
import { castTo } from "./cast";
import { columnNotFound } from "./faults";
import { translateLiteral } from "./literals";
import { arithmetic, comparable, comparison } from "./operators";
import { type Found, Scope } from "./scope";
import type { TranslationSession } from "./session";
import { coerce, type Typed } from "./typed";

/** A query inside an expression, translated. */
export interface InnerQuery {
  readonly sql: string;
  readonly columns: readonly { readonly type: TrinoType; readonly use: () => void }[];
}

/** What expressions need of the query that they stand in. */
export interface ExpressionContext {
  readonly session: TranslationSession;
  readonly scope: Scope;
  /** Named windows of the query. */
  readonly windows: ReadonlyMap<string, NonNullable<ExpressionOf<"call">["over"]>>;
  translateQuery(query: Query, scope: Scope): InnerQuery;
}

/** Turns Trino's expressions into DuckDB's, checking types as Trino does. What it doesn't know it refuses. */
export class ExpressionTranslator {
  private readonly done = new Map<Expression, Typed>();

  constructor(readonly context: ExpressionContext) {}

  get scope(): Scope {
    return this.context.scope;
  }

  translate(node: Expression): Typed {
    const known = this.done.get(node);
    if (known !== undefined) return known;
    const typed = this.fresh(node);
    this.done.set(node, typed);
    return typed;
  }

  /** A condition, as WHERE and its like ask for. */
  condition(node: Expression, clause: string): string {
    const value = this.translate(node);
    if (value.type.kind !== "boolean" && value.type.kind !== "unknown") {
      const reason = `${clause} must evaluate to a boolean: actual type ${typeName(value.type)}`;
      throw new QueryError("TYPE_MISMATCH", reason, node);
    }
    return coerce(value, BOOLEAN);
  }

  /** A lambda's body with its parameters as fields. */
  lambda(node: Expression, types: readonly TrinoType[]): { sql: string; type: TrinoType } {
    if (node.kind !== "lambda" || node.parameters.length !== types.length) {
      const reason = `Expected a lambda that takes ${types.length} argument(s)`;
      throw new QueryError("INVALID_FUNCTION_ARGUMENT", reason, node);
    }
    const names = node.parameters.map(() => this.context.session.alias());
    const fields = node.parameters.map((name, index) => ({
      name: name.toLowerCase(),
      relation: [],
      type: types[index] ?? UNKNOWN,
      sql: names[index] ?? "",
    }));
    const inner = new ExpressionTranslator({
      ...this.context,
      scope: new Scope(fields, this.scope),
    });
    const body = inner.translate(node.body);
    return { sql: `lambda ${names.join(", ")}: ${body.sql}`, type: body.type };
  }

  private fresh(node: Expression): Typed {
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
        return this.subscript(node);
      case "not":
        return {
          sql: `(NOT ${this.condition(node.value, "Value of logical NOT expression")})`,
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
        return { sql: `(${this.translate(node.value).sql} IS NULL)`, type: BOOLEAN };
      case "between":
        return this.between(node);
      case "inList":
        return this.inList(node);
      case "like":
        return this.like(node);
      case "case":
        return this.caseExpression(node);
      case "cast": {
        const type = resolveType(node.type);
        return { sql: castTo(this.translate(node.value), type, node.safe, node), type };
      }
      case "extract":
        return translateCall(
          {
            ...CALL,
            name: EXTRACT[node.field] ?? node.field,
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
        return this.array(node.items, node);
      case "row":
        return this.row(node.items);
      case "call":
        return translateCall(node, this);
      case "exists":
      case "subquery":
      case "inQuery":
      case "quantified":
        return this.withQuery(node);
      case "lambda":
        throw new QueryError("SYNTAX_ERROR", "Lambda expression cannot be used here", node);
    }
  }

  /** A column by its dotted name, and the fields of rows behind it. */
  private column(parts: readonly string[], position: Position): Typed {
    const lower = parts.map((part) => part.toLowerCase());
    const found = this.scope.find(lower, position);
    if (found === undefined) throw columnNotFound(parts.join("."), position);
    return this.rowFields(found, lower, position);
  }

  private rowFields({ field, parts }: Found, names: readonly string[], position: Position): Typed {
    field.use?.();
    let value: Typed = { sql: field.sql, type: field.type };
    for (const name of names.slice(parts)) value = rowField(value, name, position);
    return value;
  }

  private dereference(node: ExpressionOf<"field">): Typed {
    const parts = dottedName(node);
    if (parts !== undefined) return this.column(parts, node);
    return rowField(this.translate(node.base), node.name.toLowerCase(), node);
  }

  private subscript(node: ExpressionOf<"subscript">): Typed {
    const base = this.translate(node.base);
    const index = this.translate(node.index);
    const { type } = base;
    if (
      type.kind === "array" &&
      ["tinyint", "smallint", "integer", "bigint"].includes(index.type.kind)
    ) {
      return { sql: `trino_array_item(${base.sql}, ${index.sql})`, type: type.element };
    }
    if (type.kind === "map") {
      const common = commonType(type.key, index.type);
      if (common !== undefined && typeName(common) === typeName(type.key)) {
        return { sql: `trino_map_item(${base.sql}, ${coerce(index, type.key)})`, type: type.value };
      }
    }
    if (type.kind === "row" && node.index.kind === "integer") {
      const position = Number(node.index.text) - 1;
      const field = type.fields[position];
      if (field !== undefined) {
        return {
          sql: `(${base.sql}).${identifier(fieldName(field.name, position))}`,
          type: field.type,
        };
      }
    }
    const reason = `Cannot use ${typeName(index.type)} for subscript of ${typeName(type)}`;
    throw new QueryError("TYPE_MISMATCH", reason, node);
  }

  private negate(node: ExpressionOf<"negate">): Typed {
    const value = this.translate(node.value);
    if (isNumeric(value.type) || value.type.kind.startsWith("interval")) {
      return { sql: `(-${value.sql})`, type: value.type };
    }
    throw new QueryError("TYPE_MISMATCH", `Cannot negate ${typeName(value.type)}`, node);
  }

  private logical(node: ExpressionOf<"and" | "or">): Typed {
    const clause = "Logical expression term";
    const sides = [this.condition(node.left, clause), this.condition(node.right, clause)];
    return { sql: `(${sides.join(node.kind === "and" ? " AND " : " OR ")})`, type: BOOLEAN };
  }

  private between(node: ExpressionOf<"between">): Typed {
    const value = this.translate(node.value);
    const low = comparison(">=", value, this.translate(node.low), node);
    const high = comparison("<=", value, this.translate(node.high), node);
    return { sql: `(${low.sql} AND ${high.sql})`, type: BOOLEAN };
  }

  private inList(node: ExpressionOf<"inList">): Typed {
    const typed = [node.value, ...node.items].map((item) => this.translate(item));
    const type = this.common(typed, "IN value and list items", node);
    if (type.kind === "row") {
      const matches = node.items.map(
        (item) => comparison("=", this.translate(node.value), this.translate(item), node).sql,
      );
      return { sql: `(${matches.join(" OR ")})`, type: BOOLEAN };
    }
    const [value, ...items] = typed.map((item) => comparable(coerce(item, type), type, node));
    return { sql: `(${value} IN (${items.join(", ")}))`, type: BOOLEAN };
  }

  private like(node: ExpressionOf<"like">): Typed {
    const parts = [node.value, node.pattern, ...(node.escape === undefined ? [] : [node.escape])];
    const texts = parts.map((part) => {
      const value = this.translate(part);
      if (value.type.kind === "varchar" || value.type.kind === "unknown")
        return coerce(value, { kind: "varchar" });
      const reason = `Left side of LIKE expression must evaluate to a varchar (actual: ${typeName(value.type)})`;
      throw new QueryError("TYPE_MISMATCH", reason, part);
    });
    const [value = "", pattern = "", escape] = texts;
    if (escape === undefined) return { sql: `(${value} LIKE ${pattern})`, type: BOOLEAN };
    return { sql: `(${value} LIKE ${pattern} ESCAPE ${escape})`, type: BOOLEAN };
  }

  private caseExpression(node: ExpressionOf<"case">): Typed {
    const results = [
      ...node.whens.map(({ then }) => then),
      ...(node.otherwise === undefined ? [] : [node.otherwise]),
    ];
    const typed = results.map((result) => this.translate(result));
    const type = this.common(typed, "All CASE results", node);
    const operand = node.operand === undefined ? undefined : this.translate(node.operand);
    const branches = node.whens.map(({ when, then }) => {
      const test =
        operand === undefined
          ? this.condition(when, "CASE WHEN clause")
          : comparison("=", operand, this.translate(when), when).sql;
      return `WHEN ${test} THEN ${coerce(this.translate(then), type)}`;
    });
    const last = node.otherwise === undefined ? undefined : this.translate(node.otherwise);
    const otherwise = last === undefined ? "" : ` ELSE ${coerce(last, type)}`;
    return { sql: `CASE ${branches.join(" ")}${otherwise} END`, type };
  }

  private array(items: readonly Expression[], position: Position): Typed {
    const typed = items.map((item) => this.translate(item));
    const element = this.common(typed, "All ARRAY elements", position);
    const type: TrinoType = { kind: "array", element };
    return {
      sql: `CAST([${typed.map((item) => coerce(item, element)).join(", ")}] AS ${duckDbTypeOf(type)})`,
      type,
    };
  }

  private row(items: readonly Expression[]): Typed {
    const typed = items.map((item) => this.translate(item));
    const fields = typed.map(
      (item, index) => `${identifier(fieldName(undefined, index))} := ${item.sql}`,
    );
    return {
      sql: `struct_pack(${fields.join(", ")})`,
      type: { kind: "row", fields: typed.map(({ type }) => ({ type })) },
    };
  }

  /** The one type of several values. */
  common(values: readonly Typed[], what: string, position: Position): TrinoType {
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

  private withQuery(node: ExpressionOf<"exists" | "subquery" | "inQuery" | "quantified">): Typed {
    const inner = this.context.translateQuery(node.query, this.scope);
    inner.columns.forEach((column) => {
      column.use();
    });
    if (node.kind === "exists") return { sql: `EXISTS (${inner.sql})`, type: BOOLEAN };
    const [column] = inner.columns;
    if (column === undefined || inner.columns.length !== 1) {
      const reason = `Multiple columns returned by subquery are not yet supported. Found ${inner.columns.length}`;
      throw new QueryError("NOT_SUPPORTED", reason, node);
    }
    // A second row is an error on Athena, and so it is in DuckDB (scalar_subquery_error_on_multiple_rows).
    if (node.kind === "subquery") return { sql: `(${inner.sql})`, type: column.type };
    const left = this.translate(node.kind === "inQuery" ? node.value : node.left);
    const type = commonType(left.type, column.type);
    if (type === undefined) {
      const reason = `value and result of subquery must be of the same type: ${typeName(left.type)} vs ${typeName(column.type)}`;
      throw new QueryError("TYPE_MISMATCH", reason, node);
    }
    const value = comparable(coerce(left, type), type, node);
    const alias = this.context.session.alias();
    const each = comparable(coerce({ sql: `${alias}.c0`, type: column.type }, type), type, node);
    const query = `(SELECT ${each} FROM (${inner.sql}) AS ${alias})`;
    if (node.kind === "inQuery") return { sql: `(${value} IN ${query})`, type: BOOLEAN };
    if (node.operator.startsWith("IS"))
      throw unsupported("IS DISTINCT FROM with a quantifier", node);
    return { sql: `(${value} ${node.operator} ${node.quantifier} ${query})`, type: BOOLEAN };
  }
}

const CALL = {
  kind: "call",
  star: false,
  distinct: false,
  orderBy: [],
  ignoreNulls: false,
} as const;

/** Functions whose names differ from EXTRACT's fields. */
const EXTRACT: Readonly<Record<string, string>> = {
  dow: "day_of_week",
  doy: "day_of_year",
  yow: "year_of_week",
};

/** The parts of a name such as `a.b.c`; undefined for what is more than a name. */
export function dottedName(node: Expression): string[] | undefined {
  if (node.kind === "name") return [node.name];
  if (node.kind !== "field") return undefined;
  const base = dottedName(node.base);
  return base === undefined ? undefined : [...base, node.name];
}

function rowField(value: Typed, name: string, position: Position): Typed {
  const { type } = value;
  if (type.kind !== "row") {
    const reason = `Expression of type ${typeName(type)} is not a row: it has no field '${name}'`;
    throw new QueryError("TYPE_MISMATCH", reason, position);
  }
  const field = type.fields.find((candidate) => candidate.name === name);
  if (field === undefined) throw columnNotFound(name, position);
  return { sql: `(${value.sql}).${identifier(name)}`, type: field.type };
}
