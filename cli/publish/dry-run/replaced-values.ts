import type { JsonObject, JsonValue } from "../../../formats/openx-json";

/** The values of a document that later ones of the same key replace. */
export class ReplacedValues {
  private readonly found = new Map<JsonObject, Map<string, JsonValue[]>>();

  /** Notes a value; earlier ones of the same key first. */
  add(object: JsonObject, key: string, value: JsonValue): void {
    const keys = this.found.get(object) ?? new Map<string, JsonValue[]>();
    keys.set(key, [...(keys.get(key) ?? []), value]);
    this.found.set(object, keys);
  }

  /** The replaced values of an object by key. */
  of(object: JsonObject): ReadonlyMap<string, readonly JsonValue[]> {
    return this.found.get(object) ?? new Map<string, JsonValue[]>();
  }
}
