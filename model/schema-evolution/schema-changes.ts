import { compareEnvironments } from "./environment-changes";
import { compareJsonKeys } from "./json-key-changes";
import { comparePartitionKeys } from "./partition-key-changes";
import { icebergChangeRules } from "./iceberg/iceberg-change-rules";
import type { IcebergChangeKind } from "./iceberg/iceberg-change-rules";
import { compareIcebergFields } from "./iceberg/iceberg-changes";
import { changeRules } from "./schema-change-rules";
import type { ChangeRule, SchemaChangeKind } from "./schema-change-rules";
import { lockedTypeText } from "./locked-type";
import type { LockedFields, LockedType } from "./locked-type";
import type { PublishedSchema } from "./schema-lock";
import { datasetDefaultOf } from "../dataset/dataset-defaults";
import { typeChangeKind } from "../dataset/parquet-storage";

/** One difference between a published schema and the one that a dataset declares. */
export interface SchemaChange extends ChangeRule {
  readonly kind: SchemaChangeKind | IcebergChangeKind;
  /** Path of what changed, for example `columns.event.staffId`, with `[]` for elements of an array and `{}` for values of a map. */
  readonly path: string;
  /** The change, for example `was retyped from int to bigint`. */
  readonly what: string;
}

/** All differences from the published schema, in the order of its columns. */
export function compareSchemas(
  published: PublishedSchema,
  declared: PublishedSchema,
): SchemaChange[] {
  const [was, is] = [published, declared].map(
    ({ storage }) => storage ?? datasetDefaultOf("storage"),
  );
  if (was !== is) return [change("storage-changed", "storage", `was changed from ${was} to ${is}`)];
  if (declared.storage === "iceberg") {
    return compareIcebergFields(published, declared).map(({ kind, path, what }) => ({
      ...{ kind, path, what, ...icebergChangeRules[kind] },
    }));
  }
  return [
    ...compareFields("columns", "column", published.columns, declared.columns),
    ...[
      ...compareJsonKeys(published, declared, findSuccessors(published.columns, declared.columns)),
      ...comparePartitionKeys(published.partitionKeys, declared.partitionKeys),
      ...compareEnvironments(published, declared),
    ].map(({ kind, path, what }) => change(kind, path, what)),
  ];
}

/** A change as text, as it is accepted in a lock. */
export function changeText({ path, what }: Pick<SchemaChange, "path" | "what">): string {
  return `${path} ${what}`;
}

function change(kind: SchemaChangeKind, path: string, what: string): SchemaChange {
  return { kind, path, what, ...changeRules[kind] };
}

function compareFields(
  path: string,
  noun: "column" | "field",
  published: LockedFields,
  declared: LockedFields,
): SchemaChange[] {
  const before = Object.keys(published);
  const after = Object.keys(declared);
  const successors = findSuccessors(published, declared);
  const taken = new Set(successors.values());
  const changes = before.flatMap((name): SchemaChange[] => {
    const at = `${path}.${name}`;
    const successor = successors.get(name);
    const [was, is] = [published[name], declared[successor ?? ""]];
    if (successor === undefined || was === undefined || is === undefined) {
      return [change(`${noun}-removed`, at, "was removed")];
    }
    return [...compareNames(at, noun, name, successor), ...compareTypes(at, was, is)];
  });
  const kept = before.flatMap((name) => successors.get(name) ?? []);
  const order = after.filter((name) => taken.has(name));
  if (kept.join() !== order.join()) {
    const verb = noun === "column" ? "were" : "has its fields";
    const what = `${verb} reordered from ${kept.join(", ")} to ${order.join(", ")}`;
    changes.push(change(`${noun}s-reordered`, path, what));
  }
  const lastKept = Math.max(-1, ...order.map((name) => after.indexOf(name)));
  const added = after.flatMap((name, index) => {
    if (taken.has(name)) return [];
    const at = `${path}.${name}`;
    const type = lockedTypeText(declared[name] ?? "");
    return index > lastKept
      ? [change(`${noun}-added`, at, `was added at the end as ${type}`)]
      : [
          change(
            `${noun}-inserted`,
            at,
            `was inserted before ${after[index + 1] ?? ""} as ${type}`,
          ),
        ];
  });
  return [...changes, ...added];
}

/** The declared name for each published one: equal except for case, or a new name with the same type and position. */
function findSuccessors(published: LockedFields, declared: LockedFields): Map<string, string> {
  const after = Object.keys(declared);
  const byLowerCase = new Map(after.map((name) => [name.toLowerCase(), name]));
  const known = new Set(Object.keys(published).map((name) => name.toLowerCase()));
  return new Map(
    Object.entries(published).flatMap(([name, type], index) => {
      const same = byLowerCase.get(name.toLowerCase());
      if (same !== undefined) return [[name, same] as const];
      const candidate = after[index];
      const renamed =
        candidate !== undefined &&
        !known.has(candidate.toLowerCase()) &&
        lockedTypeText(declared[candidate] ?? "") === lockedTypeText(type);
      return renamed ? [[name, candidate] as const] : [];
    }),
  );
}

function compareNames(
  path: string,
  noun: "column" | "field",
  before: string,
  after: string,
): SchemaChange[] {
  if (before === after) return [];
  const recased = before.toLowerCase() === after.toLowerCase();
  return recased
    ? [change("field-recased", path, `is now written ${after}`)]
    : [change(`${noun}-renamed`, path, `was renamed to ${after}`)];
}

function compareTypes(path: string, before: LockedType, after: LockedType): SchemaChange[] {
  if (typeof before === "object" && typeof after === "object") {
    if ("struct" in before && "struct" in after) {
      return compareFields(path, "field", before.struct, after.struct);
    }
    if ("array" in before && "array" in after) {
      return compareTypes(`${path}[]`, before.array, after.array);
    }
    if ("map" in before && "map" in after && before.map.key === after.map.key) {
      return compareTypes(`${path}{}`, before.map.value, after.map.value);
    }
  }
  const [was, is] = [lockedTypeText(before), lockedTypeText(after)];
  return was === is
    ? []
    : [change(typeChangeKind(was, is), path, `was retyped from ${was} to ${is}`)];
}
