import type { Completion } from "@codemirror/autocomplete";
import type { ColumnView, TableView } from "../../../query/catalog-tables";
import { structFields } from "../../../query/statement/struct-fields";

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

function shortType(type: string): string {
  return type.replace(/<.*$/, "<…>");
}
