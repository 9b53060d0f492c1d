import type { Sql } from "../../duckdb/sql";
import { type Position, QueryError } from "../query-error";
import type { Expression, SelectItem } from "../sql/syntax-tree";
import { typeName } from "../types/trino-type";
import type { ExpressionTranslator } from "./expressions/expression-translator";
import { dottedName } from "../analysis/expression-walk";
import type { OutputColumn } from "./relations/relation";
import type { Field, PartitionSource } from "./field";
import { requireUtc } from "./expressions/typed-sql";
import type { WritableExpression } from "./expressions/writable-expression";
import { hasSingleZone } from "./expressions/single-zone";

/** An analyzed item of the select list. */
export interface TranslatedItem {
  readonly name: string | undefined;
  readonly value: WritableExpression;
  readonly singleZone?: boolean | undefined;
  readonly partition?: PartitionSource | undefined;
  /** Mark the columns that it depends on as used. */
  readonly uses: readonly (() => void)[];
}

/**
 * Analyzes an item of the select list; `*` is expanded.
 *
 * @param uses collects the deferred uses of the scope's fields; those of the item are moved into it
 */
export function selectItems(
  item: SelectItem,
  expressions: ExpressionTranslator,
  uses: (() => void)[],
): TranslatedItem[] {
  if (item.kind === "all") return allColumns(item, expressions, uses);
  const value = expressions.translate(item.value);
  const path = dottedName(item.value);
  const found = expressions.scope.resolveNode(item.value);
  return [
    {
      name: item.alias ?? path?.[path.length - 1],
      value,
      singleZone: hasSingleZone(item.value, expressions),
      partition: found?.isWhole === true ? found.field.partition : undefined,
      uses: uses.splice(0),
    },
  ];
}

function allColumns(
  item: Extract<SelectItem, { kind: "all" }>,
  expressions: ExpressionTranslator,
  uses: (() => void)[],
): TranslatedItem[] {
  const { of } = item;
  const { scope } = expressions;
  if (of === undefined) {
    const fields = scope.all();
    if (fields.length > 0) return allOfRelation(fields, expressions, item, uses);
    const reason = "SELECT * not allowed from relation that has no columns";
    throw new QueryError("COLUMN_NOT_FOUND", reason, item);
  }
  const name = dottedName(of)?.map((part) => part.toLowerCase());
  const found = name === undefined ? "row" : scope.allOfName(name, item);
  if (found === "row") return allFields(of, expressions, uses);
  if (found !== undefined) return allOfRelation(found, expressions, item, uses);
  const reason = `Unable to resolve reference ${name?.join(".") ?? ""}`;
  throw new QueryError("TABLE_NOT_FOUND", reason, item);
}

function allOfRelation(
  fields: readonly Field[],
  expressions: ExpressionTranslator,
  item: Position,
  uses: (() => void)[],
): TranslatedItem[] {
  return fields.map((field) => {
    const { line, column } = item;
    const node = { kind: "name" as const, name: field.name ?? "", line, column };
    return {
      name: field.label ?? field.name,
      value: expressions.columnOf(field, node),
      singleZone: field.singleZone,
      partition: field.partition,
      uses: uses.splice(0),
    };
  });
}

/** `(row).*`, and `relation.column.*` where the column is a row. */
function allFields(
  base: Expression,
  expressions: ExpressionTranslator,
  uses: (() => void)[],
): TranslatedItem[] {
  const { type } = expressions.translate(base);
  // Each field depends on the columns of the whole row.
  const used = uses.splice(0);
  if (type.kind !== "row") {
    const reason = `expected expression of type Row, but it is ${typeName(type)}`;
    throw new QueryError("TYPE_MISMATCH", reason, base);
  }
  const { line, column } = base;
  return type.fields.map(({ name }, index) => {
    const place = { kind: "integer" as const, text: String(index + 1), line, column };
    const node = { kind: "subscript" as const, base, index: place, line, column };
    return { name, value: expressions.translate(node), uses: used };
  });
}

/** Writes a value of SELECT DISTINCT. To DuckDB, the same instant in two time zones is not a duplicate. */
export function distinctValue({ value, singleZone }: TranslatedItem): Sql {
  return singleZone === true ? value.sql() : requireUtc(value.sql(), value.type);
}

/** An item as an output column. */
export function outputColumn(item: TranslatedItem, transparent: boolean): OutputColumn {
  return {
    name: item.name,
    type: item.value.type,
    singleZone: item.singleZone,
    partition: transparent ? item.partition : undefined,
    use: () => {
      item.uses.forEach((use) => {
        use();
      });
    },
  };
}

/** Runs deferred uses, which mark columns as used. */
export function recordUses(uses: (() => void)[]): void {
  uses.splice(0).forEach((use) => {
    use();
  });
}
