import type { ColumnType, Columns } from "./column-type";

/** A column, or a part of one. */
export interface ColumnField {
  /** Dotted path, with `[]` for the elements of an array and `{}` for the values of a map: `orders[].price`. */
  readonly path: string;
  readonly type: ColumnType;
  /** Whether it, or what it lies in, is marked as personal. */
  readonly personal: boolean;
}

/** All columns with their parts, each before its own parts, in their order. */
export function columnFields(columns: Columns): ColumnField[] {
  return Object.entries(columns).flatMap(([name, type]) => withParts(name, type, false));
}

/** Paths of the fields that hold personal data; of a marked struct its own path alone. */
export function personalPaths(columns: Columns): string[] {
  const marked = columnFields(columns).filter(({ type }) => type.notes.personal === true);
  return marked
    .map(({ path }) => path)
    .filter((path) => !marked.some((outer) => isPathWithin(path, outer.path)));
}

/** Whether a path is that of a part of another. */
export function isPathWithin(path: string, outer: string): boolean {
  return [".", "[", "{"].some((separator) => path.startsWith(outer + separator));
}

function withParts(path: string, type: ColumnType, inPersonal: boolean): ColumnField[] {
  const personal = inPersonal || type.notes.personal === true;
  return [{ path, type, personal }, ...parts(path, type, personal)];
}

function parts(path: string, type: ColumnType, personal: boolean): ColumnField[] {
  switch (type.kind) {
    case "struct":
      return Object.entries(type.fields).flatMap(([name, field]) =>
        withParts(`${path}.${name}`, field, personal),
      );
    case "array":
      return withParts(`${path}[]`, type.element, personal);
    case "map":
      return withParts(`${path}{}`, type.value, personal);
    default:
      return [];
  }
}
