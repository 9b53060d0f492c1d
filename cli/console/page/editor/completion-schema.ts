import type { Completion } from "@codemirror/autocomplete";
import type { ColumnView, TableView } from "../../api/catalog";

/** The columns of each table with their types; of structs also the fields, as `event.status`. */
export function completionSchema(tables: readonly TableView[]): Record<string, Completion[]> {
  return Object.fromEntries(
    tables.map(({ name, columns }) => [name, columns.flatMap(completions)]),
  );
}

function completions({ name, type, isPartitionKey }: ColumnView): Completion[] {
  const detail = isPartitionKey ? `${type}, partition key` : shortType(type);
  const column: Completion = { label: name, type: "property", detail, boost: 1 };
  const fields = structFields(type).map(([field, fieldType]): Completion => ({
    label: `${name}.${field}`,
    type: "property",
    detail: shortType(fieldType),
  }));
  return [column, ...fields];
}

/** Names and types of the direct fields of a struct; none of any other type. */
export function structFields(type: string): (readonly [name: string, type: string])[] {
  const [, inside] = /^struct<(.*)>$/.exec(type) ?? [];
  if (inside === undefined) return [];
  const fields: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index <= inside.length; index += 1) {
    const character = inside[index];
    if (character === "<" || character === "(") depth += 1;
    if (character === ">" || character === ")") depth -= 1;
    if ((character === "," && depth === 0) || character === undefined) {
      fields.push(inside.slice(start, index));
      start = index + 1;
    }
  }
  return fields.map((field) => {
    const colon = field.indexOf(":");
    return [field.slice(0, colon), field.slice(colon + 1)] as const;
  });
}

function shortType(type: string): string {
  return type.replace(/<.*$/, "<…>");
}
