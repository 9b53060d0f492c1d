import { dottedName } from "../analysis/expression-walk";
import type { Scope } from "../analysis/scope";
import { columnNotFound } from "../analysis/semantic-errors";
import type { Reference } from "../analysis/typed-expression";
import type { Position } from "../query-error";
import type { Expression } from "../sql/syntax-tree";
import type { Field } from "./field";
import { rowField } from "./expressions/nested-expressions";
import type { TypedSql } from "./expressions/typed-sql";

/** A column in a scope, and the dotted name that begins with it. */
export interface ColumnName {
  readonly field: Field;
  /** In lower case. */
  readonly names: readonly string[];
  /** How many names refer to the column; the others are fields of a row. */
  readonly parts: number;
}

/** The column that a dotted name begins with. @throws QueryError COLUMN_NOT_FOUND */
export function columnName(node: Expression, scope: Scope<Field>): ColumnName | undefined {
  const names = node.kind === "name" || node.kind === "field" ? dottedName(node) : undefined;
  if (names === undefined) return undefined;
  const lower = names.map((name) => name.toLowerCase());
  const found = scope.resolve(lower, node);
  if (found === undefined) throw columnNotFound(names.join("."), node);
  return { field: found.field, names: lower, parts: found.parts };
}

/** The value of a column, or of a field of a row in it. */
export function valueOfColumn({ field, names, parts }: ColumnName, position: Position): TypedSql {
  field.use?.();
  let value: TypedSql = field;
  names.forEach((name, index) => {
    if (index < parts) return;
    value = rowField(value, name, position, names.slice(0, index + 1).join("."));
  });
  return value;
}

export function referenceTo({ field, names, parts }: ColumnName): Reference {
  return { column: field.column, path: names.slice(parts - 1), aliasOf: field.aliasOf };
}
