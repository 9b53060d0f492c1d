import { isRecord } from "../../../errors/is-record";

/** Which parts of a value are sensitive: all of it, or some of its elements. */
export type SensitiveMark = true | PartialMark | undefined;

/** Marks inside of a value. */
export interface PartialMark {
  readonly byKey: ReadonlyMap<string, SensitiveMark>;
  /**
   * Of every element of a list. Terraform marks elements by their position, which differs between the two sides of a change
   * whenever an element is added or removed: the mark of one element is the mark of all.
   */
  readonly ofElements: SensitiveMark;
}

/**
 * Reads `before_sensitive`, `after_sensitive` or `sensitive_values`.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format#change-representation
 */
export function parseMark(json: unknown): SensitiveMark {
  if (json === true) return true;
  if (Array.isArray(json)) {
    const ofElements = unionOfMarks((json as readonly unknown[]).map(parseMark));
    return ofElements === undefined ? undefined : { byKey: new Map(), ofElements };
  }
  if (!isRecord(json)) return undefined;
  const byKey = new Map(
    Object.entries(json)
      .map(([key, each]) => [key, parseMark(each)] as const)
      .filter(([, mark]) => mark !== undefined),
  );
  return byKey.size === 0 ? undefined : { byKey, ofElements: undefined };
}

/** What any of the marks marks. */
export function unionOfMarks(marks: readonly SensitiveMark[]): SensitiveMark {
  return marks.reduce(unionOfTwo, undefined);
}

/** The mark of an argument, of a key of a map or of an element of a list. */
export function markAt(mark: SensitiveMark, key: string | number): SensitiveMark {
  if (mark === true || mark === undefined) return mark;
  return typeof key === "number" ? mark.ofElements : mark.byKey.get(key);
}

function unionOfTwo(a: SensitiveMark, b: SensitiveMark): SensitiveMark {
  if (a === true || b === true) return true;
  if (a === undefined) return b;
  if (b === undefined) return a;
  const byKey = new Map(a.byKey);
  for (const [key, mark] of b.byKey) byKey.set(key, unionOfTwo(byKey.get(key), mark));
  return { byKey, ofElements: unionOfTwo(a.ofElements, b.ofElements) };
}
