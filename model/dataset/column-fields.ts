import type { ColumnType, Columns } from "./column-type";

/** A column or a nested field. */
export interface ColumnField {
  /** Dotted path, with `[]` for the elements of an array and `{}` for the values of a map: `orders[].price`. */
  readonly path: string;
  readonly type: ColumnType;
  /** Whether it, or a parent, is marked as personal. */
  readonly personal: boolean;
}

/** All columns and nested fields in order, parents before children. */
export function columnFields(columns: Columns): ColumnField[] {
  return Object.entries(columns).flatMap(([name, type]) => withChildren(name, type, false));
}

/** Paths of the fields that are marked as personal, without fields inside of another marked field. */
export function personalPaths(columns: Columns): string[] {
  const marked = columnFields(columns).filter(({ type }) => type.notes.personal === true);
  return marked
    .map(({ path }) => path)
    .filter((path) => !marked.some((outer) => isPathWithin(path, outer.path)));
}

/** Whether a path is inside of another one. */
export function isPathWithin(path: string, outer: string): boolean {
  return [".", "[", "{"].some((separator) => path.startsWith(outer + separator));
}

function withChildren(path: string, type: ColumnType, inPersonal: boolean): ColumnField[] {
  const personal = inPersonal || type.notes.personal === true;
  return [{ path, type, personal }, ...children(path, type, personal)];
}

function children(path: string, type: ColumnType, personal: boolean): ColumnField[] {
  switch (type.kind) {
    case "struct":
      return Object.entries(type.fields).flatMap(([name, field]) =>
        withChildren(`${path}.${name}`, field, personal),
      );
    case "array":
      return withChildren(`${path}[]`, type.element, personal);
    case "map":
      return withChildren(`${path}{}`, type.value, personal);
    default:
      return [];
  }
}
