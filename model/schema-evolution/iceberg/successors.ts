import type { LockedFields } from "../locked-type";
import type { RenamedFields } from "./renamed-fields";

/** The fields of one struct of a schema, or its columns. */
export interface FieldsAt {
  /** Path of the struct; empty for columns. */
  readonly path: string;
  readonly fields: LockedFields;
  /** Earlier names in the whole schema. */
  readonly renamedFrom?: RenamedFields | undefined;
}

/** Which field became which. */
export interface Successors {
  /** Published names by declared ones; without a new field. */
  readonly byDeclared: ReadonlyMap<string, string>;
  /** Declared fields whose earlier name can't be followed, with the reason. */
  readonly problems: ReadonlyMap<string, string>;
}

/**
 * Matches the fields of a struct: by the earlier name that the declared one has, otherwise by the same name. An earlier name
 * that the published schema has for the same field was followed when that schema was published, and names nothing any more.
 */
export function successorsIn(published: FieldsAt, declared: FieldsAt): Successors {
  const byDeclared = new Map<string, string>();
  const claims = new Map<string, string>();
  const problems = new Map<string, string>();
  for (const name of Object.keys(declared.fields)) {
    const earlier = declared.renamedFrom?.[childPath(declared.path, name)];
    const followed = published.renamedFrom?.[childPath(published.path, name)];
    const isFollowed = earlier === followed && Object.hasOwn(published.fields, name);
    if (earlier === undefined || isFollowed) continue;
    const other = claims.get(earlier);
    if (!Object.hasOwn(published.fields, earlier)) {
      problems.set(name, `is renamed from ${earlier}, which the published schema does not have`);
    } else if (other !== undefined) {
      problems.set(name, `is renamed from ${earlier}, and so is ${other}`);
    } else {
      claims.set(earlier, name);
      byDeclared.set(name, earlier);
    }
  }
  for (const name of Object.keys(declared.fields)) {
    const isFree = Object.hasOwn(published.fields, name) && !claims.has(name);
    if (isFree && !byDeclared.has(name)) byDeclared.set(name, name);
  }
  return { byDeclared, problems };
}

/** Path of a column, or of a field in a struct. */
export function childPath(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}
