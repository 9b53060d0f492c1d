import { isArray, isJsonObject, type JsonValue } from "../../../../../formats/openx-json";

/** A step of a path: a member, an item, or all of them. */
type Step =
  | { readonly kind: "member"; readonly name: string }
  | { readonly kind: "item"; readonly index: number }
  | { readonly kind: "members" }
  | { readonly kind: "items" };

/** A path of standard SQL: `lax $.a[0]`. */
export interface SqlJsonPath {
  /** Whether a missing member or item is an error, and arrays are not unwrapped. */
  readonly strict: boolean;
  readonly steps: readonly Step[];
}

/** A path that has nothing in the document, in strict mode. */
export class PathEvaluationError extends Error {}

const STEP =
  /\s*(?:\.\s*(?:([A-Za-z_]\w*)(?!\s*\()|"((?:[^"\\]|\\[^])*)"|(\*))|\[\s*(?:(\d{1,9})|(\*))\s*\])/y;

/** Parses a path; undefined for one that has filters, methods, ranges or arithmetic, or is none. */
export function parseSqlJsonPath(text: string): SqlJsonPath | undefined {
  const start = /^\s*(lax|strict)\s+\$/i.exec(text);
  if (start === null) return undefined;
  const steps: Step[] = [];
  let offset = start[0].length;
  while (text.slice(offset).trim() !== "") {
    STEP.lastIndex = offset;
    const found = STEP.exec(text);
    if (found === null) return undefined;
    offset = STEP.lastIndex;
    const [, name, quoted, allMembers, index] = found;
    if (quoted?.includes("\\") === true) return undefined;
    const member = name ?? quoted;
    if (member !== undefined) steps.push({ kind: "member", name: member });
    else if (index !== undefined) steps.push({ kind: "item", index: Number(index) });
    else steps.push({ kind: allMembers === undefined ? "items" : "members" });
  }
  return { strict: start[1]?.toLowerCase() === "strict", steps };
}

/** The items that a path selects. @throws PathEvaluationError in strict mode */
export function selectJson(document: JsonValue, { strict, steps }: SqlJsonPath): JsonValue[] {
  let items: JsonValue[] = [document];
  for (const step of steps) items = items.flatMap((item) => apply(step, item, strict));
  return items;
}

function apply(step: Step, item: JsonValue, strict: boolean): JsonValue[] {
  const missing = (): JsonValue[] => {
    if (strict) throw new PathEvaluationError();
    return [];
  };
  if (step.kind === "member" || step.kind === "members") {
    // Lax mode unwraps an array, but not those in it.
    const objects = isArray(item) && !strict ? item : [item];
    return objects.flatMap((object) => {
      if (!isJsonObject(object)) return missing();
      if (step.kind === "members") return [...object.values()];
      const member = object.get(step.name);
      return member === undefined ? missing() : [member];
    });
  }
  if (!isArray(item) && strict) return missing();
  const list = isArray(item) ? item : [item];
  if (step.kind === "items") return [...list];
  const found = list[step.index];
  return found === undefined ? missing() : [found];
}
