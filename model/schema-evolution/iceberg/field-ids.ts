import type { LockedFields, LockedType } from "../locked-type";
import type { RenamedFields } from "./renamed-fields";
import { childPath, successorsIn } from "./successors";

/**
 * Ids of columns and nested fields, by their path: `buyer.name`, `tags[]` for the elements of an array, and `prices{key}`
 * and `prices{}` for the keys and values of a map.
 */
export type FieldIds = Readonly<Record<string, number>>;

/** The ids of an Iceberg table, as a lock records them. */
export interface LockedFieldIds {
  /** The greatest id that was ever given. An id is never given again, whatever becomes of its field. */
  readonly last: number;
  readonly current: FieldIds;
  /**
   * Earlier versions, from the first, with whose columns tables are created. What changed since then reaches a table by
   * evolution, and until then a deployed table has one of these versions.
   *
   * @default - this is the first version
   */
  readonly earlier?: readonly LockedVersion[];
}

/** A version of the schema of an Iceberg table. */
export interface LockedVersion {
  readonly version: number;
  readonly columns: LockedFields;
  readonly current: FieldIds;
}

/** A schema and its earlier names. */
interface NamedFields {
  readonly columns: LockedFields;
  readonly renamedFrom?: RenamedFields | undefined;
}

/**
 * Ids of a new table: level by level, the columns from 1, then what is nested in the first of them, and so on, as Iceberg's
 * own library gives them and with it Glue's `CREATE`.
 *
 * @see https://github.com/apache/iceberg/blob/main/core/src/main/java/org/apache/iceberg/TableMetadata.java
 */
export function newFieldIds(columns: LockedFields): LockedFieldIds {
  const numbering = new Numbering(0);
  numbering.addFields("", columns);
  return numbering.result();
}

/**
 * Ids after a change: what a schema keeps keeps its id, and what is new gets the next ones, each field with what is nested
 * in it, in the order of the schema.
 */
export function nextFieldIds(
  published: NamedFields & { readonly version: number; readonly fieldIds: LockedFieldIds },
  declared: NamedFields,
): LockedFieldIds {
  const { version, columns, fieldIds } = published;
  const numbering = new Numbering(fieldIds.last);
  const keep = (before: string, after: string) =>
    numbering.keep(after, fieldIds.current[before], before);
  const fields = (before: Located, after: Located): void => {
    const { byDeclared } = successorsIn(
      { ...before, renamedFrom: published.renamedFrom },
      { ...after, renamedFrom: declared.renamedFrom },
    );
    // First what stays, so that new ids follow one another.
    for (const [name, type] of Object.entries(after.fields)) {
      const old = byDeclared.get(name);
      const was = old === undefined ? undefined : before.fields[old];
      if (old === undefined || was === undefined) continue;
      const [from, to] = [childPath(before.path, old), childPath(after.path, name)];
      keep(from, to);
      nested(from, was, to, type);
    }
    for (const [name, type] of Object.entries(after.fields)) {
      if (!byDeclared.has(name)) numbering.addField(childPath(after.path, name), type);
    }
  };
  const nested = (from: string, was: LockedType, to: string, is: LockedType): void => {
    if (typeof was === "string" || typeof is === "string") return;
    if ("struct" in was && "struct" in is) {
      fields({ path: from, fields: was.struct }, { path: to, fields: is.struct });
    } else if ("array" in was && "array" in is) {
      keep(`${from}[]`, `${to}[]`);
      nested(`${from}[]`, was.array, `${to}[]`, is.array);
    } else if ("map" in was && "map" in is) {
      keep(`${from}{key}`, `${to}{key}`);
      keep(`${from}{}`, `${to}{}`);
      nested(`${from}{}`, was.map.value, `${to}{}`, is.map.value);
    }
  };
  fields({ path: "", fields: published.columns }, { path: "", fields: declared.columns });
  const { current, earlier = [] } = fieldIds;
  return { ...numbering.result(), earlier: [...earlier, { version, columns, current }] };
}

/** Fields of a struct, or columns, and where they are. */
interface Located {
  readonly path: string;
  readonly fields: LockedFields;
}

/** Gives ids one after the other. */
class Numbering {
  private readonly ids: Record<string, number> = {};

  constructor(private last: number) {}

  keep(path: string, id: number | undefined, before: string): void {
    if (id === undefined) throw new Error(`The lock has no id of ${before}: restore it from git.`);
    this.ids[path] = id;
  }

  addField(path: string, type: LockedType): void {
    this.take(path);
    this.addNested(path, type);
  }

  addFields(path: string, fields: LockedFields): void {
    const all = Object.entries(fields).map(
      ([name, type]) => [childPath(path, name), type] as const,
    );
    for (const [at] of all) this.take(at);
    for (const [at, type] of all) this.addNested(at, type);
  }

  result(): LockedFieldIds {
    return { last: this.last, current: this.ids };
  }

  private take(path: string): void {
    this.last += 1;
    this.ids[path] = this.last;
  }

  private addNested(path: string, type: LockedType): void {
    if (typeof type === "string") return;
    if ("struct" in type) {
      this.addFields(path, type.struct);
    } else if ("array" in type) {
      this.addField(`${path}[]`, type.array);
    } else {
      this.take(`${path}{key}`);
      this.addField(`${path}{}`, type.map.value);
    }
  }
}
