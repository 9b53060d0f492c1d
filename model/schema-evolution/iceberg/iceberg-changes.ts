import { lockedTypeText } from "../locked-type";
import type { LockedType } from "../locked-type";
import type { PublishedSchema } from "../schema-lock";
import type { IcebergChangeKind } from "./iceberg-change-rules";
import { childPath, successorsIn } from "./successors";
import type { FieldsAt } from "./successors";
import { isWidening } from "./widening";

/** A difference between two schemas of an Iceberg table, as the gate reports it. */
export interface IcebergChange {
  readonly kind: IcebergChangeKind;
  /** With the published names. */
  readonly path: string;
  readonly what: string;
}

/** Differences of the columns and nested fields of an Iceberg table, in the published order. */
export function compareIcebergFields(
  { columns: before, renamedFrom: earlier }: PublishedSchema,
  { columns: after, renamedFrom }: PublishedSchema,
): IcebergChange[] {
  return compareFields(
    { path: "", fields: before, renamedFrom: earlier },
    { path: "", fields: after, renamedFrom },
  );
}

function compareFields(published: FieldsAt, declared: FieldsAt): IcebergChange[] {
  const { byDeclared, problems } = successorsIn(published, declared);
  const byPublished = new Map([...byDeclared].map(([after, before]) => [before, after]));
  const kept = Object.keys(published.fields).flatMap((name) => byPublished.get(name) ?? []);
  const names = Object.keys(declared.fields);
  const order = names.filter((name) => byDeclared.has(name));
  const replacements = new Set<string>();
  const changes = Object.keys(published.fields).flatMap((name, index): IcebergChange[] => {
    const at = changePath(published.path, name);
    const after = byPublished.get(name);
    if (after === undefined) {
      const replacement = replacementOf(published, declared, name, index);
      if (replacement !== undefined) replacements.add(replacement);
      return [removal(at, replacement)];
    }
    const [was, is] = [published.fields[name] ?? "", declared.fields[after] ?? ""];
    const nested = compareTypes(
      { type: was, at: { ...published, path: childPath(published.path, name) } },
      { type: is, at: { ...declared, path: childPath(declared.path, after) } },
    );
    if (name === after) return nested;
    return [
      { kind: "iceberg-field-renamed", path: at, what: `was renamed to ${after}` },
      ...nested,
    ];
  });
  const path = published.path === "" ? "columns" : changePath("", published.path);
  const verb = published.path === "" ? "were" : "has its fields";
  const what = `${verb} reordered from ${kept.join(", ")} to ${order.join(", ")}`;
  const added = names.filter(
    (name) => !replacements.has(name) && (!byDeclared.has(name) || problems.has(name)),
  );
  return [
    ...changes,
    ...(kept.join() === order.join()
      ? []
      : [{ kind: "iceberg-fields-reordered" as const, path, what }]),
    ...added.map((name) => addition(declared, name, problems.get(name))),
  ];
}

function addition(declared: FieldsAt, name: string, problem: string | undefined): IcebergChange {
  const path = changePath(declared.path, name);
  return problem === undefined
    ? {
        kind: "iceberg-field-added",
        path,
        what: `was added as ${lockedTypeText(declared.fields[name] ?? "")}`,
      }
    : { kind: "iceberg-rename-unknown", path, what: problem };
}

/** A new field in the place of a removed one, with its type: that is what a rename looks like. */
function replacementOf(
  published: FieldsAt,
  declared: FieldsAt,
  name: string,
  index: number,
): string | undefined {
  const candidate = Object.keys(declared.fields)[index];
  const isReplacement =
    candidate !== undefined &&
    !Object.hasOwn(published.fields, candidate) &&
    declared.renamedFrom?.[childPath(declared.path, candidate)] === undefined &&
    lockedTypeText(declared.fields[candidate] ?? "") ===
      lockedTypeText(published.fields[name] ?? "");
  return isReplacement ? candidate : undefined;
}

function removal(path: string, replacement: string | undefined): IcebergChange {
  return replacement === undefined
    ? { kind: "iceberg-field-removed", path, what: "was removed" }
    : {
        kind: "iceberg-field-replaced",
        path,
        what: `was removed, and ${replacement} was added in its place with the same type`,
      };
}

/** A type, and where it is in its schema. */
interface LocatedType {
  readonly type: LockedType;
  readonly at: FieldsAt;
}

function compareTypes(before: LocatedType, after: LocatedType): IcebergChange[] {
  const [was, is] = [before.type, after.type];
  const inside = (suffix: string, from: LockedType, to: LockedType) =>
    compareTypes(
      { type: from, at: { ...before.at, path: `${before.at.path}${suffix}` } },
      { type: to, at: { ...after.at, path: `${after.at.path}${suffix}` } },
    );
  if (typeof was === "object" && typeof is === "object") {
    if ("struct" in was && "struct" in is) {
      return compareFields(
        { ...before.at, fields: was.struct },
        { ...after.at, fields: is.struct },
      );
    }
    if ("array" in was && "array" in is) return inside("[]", was.array, is.array);
    if ("map" in was && "map" in is && was.map.key === is.map.key) {
      return inside("{}", was.map.value, is.map.value);
    }
  }
  const [from, to] = [lockedTypeText(was), lockedTypeText(is)];
  if (from === to) return [];
  const kind = isWidening(from, to) ? "iceberg-type-widened" : "iceberg-type-changed";
  const path = changePath("", before.at.path);
  return [{ kind, path, what: `was retyped from ${from} to ${to}` }];
}

function changePath(path: string, name: string): string {
  return `columns.${childPath(path, name)}`;
}
