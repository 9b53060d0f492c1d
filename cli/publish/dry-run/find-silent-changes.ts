import { isPathWithin } from "../../../model/dataset/column-fields";
import type { HiveColumn, HiveType } from "../../../formats/hive-type";
import { isArray, isJsonObject, JsonNumber } from "../../../formats/openx-json";
import type { JsonObject, JsonValue } from "../../../formats/openx-json";
import { scalarEffect, shownValue } from "./scalar-effect";
import type { ReplacedValues } from "./replaced-values";
import type { SilentChange } from "./silent-change";

/** What to look for in a document. */
export interface SilentChangeProps {
  readonly columns: readonly HiveColumn[];
  /** The column that a key of the document belongs to. */
  readonly columnOf: (key: string) => string | undefined;
  /** The key that the column of a name is read from; undefined if it is the name. */
  readonly keyOf: (name: string) => string | undefined;
  /** Lower-case paths of personal fields, with `[]` for elements and `{}` for values of maps. */
  readonly personalPaths: ReadonlySet<string>;
  /** Values of keys that an object has twice. */
  readonly replaced: ReplacedValues;
}

/** Finds what Firehose would drop or change in a record without an error. */
export function findSilentChanges(
  document: JsonObject,
  { columns, columnOf, keyOf, personalPaths, replaced }: SilentChangeProps,
): SilentChange[] {
  const search = new Search(columnOf, keyOf, personalPaths, replaced);
  search.struct(document, columns, "", "");
  return search.found;
}

class Search {
  readonly found: SilentChange[] = [];

  constructor(
    private readonly columnOf: SilentChangeProps["columnOf"],
    private readonly keyOf: SilentChangeProps["keyOf"],
    private readonly personalPaths: ReadonlySet<string>,
    private readonly replaced: ReplacedValues,
  ) {}

  /**
   * @param path of the object as its producer sees it, empty for the event
   * @param field the same path as the schema spells it
   */
  struct(object: JsonObject, fields: readonly HiveColumn[], path: string, field: string): void {
    const types = new Map(fields.map(({ name, type }) => [name, type]));
    const duplicates = this.replaced.of(object);
    for (const [name, value] of object) {
      const key = path === "" ? (this.columnOf(name) ?? "") : name.toLowerCase();
      const at = path === "" ? name : `${path}.${name}`;
      const type = types.get(key);
      // A value without a field may be personal.
      if (type === undefined) this.note(at, kindOf(value), this.dropped(at));
      else {
        const inner = field === "" ? key : `${field}.${key}`;
        this.noteReplaced(duplicates.get(name), value, at, inner);
        this.value(value, type, at, inner);
      }
    }
  }

  private dropped(path: string): string {
    const from = this.keyOf(path);
    return from === undefined
      ? "is dropped: no field has this name"
      : `is dropped: the column of this name is read from ${JSON.stringify(from)}`;
  }

  private value(value: JsonValue, type: HiveType, path: string, field: string): void {
    if (value === null) return;
    switch (type.kind) {
      case "struct":
        if (isJsonObject(value)) this.struct(value, type.fields, path, field);
        else if (isArray(value) && value.length > 0) this.list(value, type.fields, path, field);
        else this.emptyValue(value, path, field);
        return;
      case "map":
        if (isJsonObject(value)) this.map(value, type.value, path, field);
        else this.emptyValue(value, path, field);
        return;
      case "array":
        this.array(value, type.element, path, field);
        return;
      default: {
        const effect = scalarEffect(type, value, this.isPersonal(field));
        if (effect !== undefined) this.note(path, this.shown(value, field), effect);
      }
    }
  }

  /** A list in place of an object: its elements are the fields, in their order. */
  private list(
    values: readonly JsonValue[],
    fields: readonly HiveColumn[],
    path: string,
    field: string,
  ): void {
    this.note(path, this.shown(values, field), "becomes an object: its elements by position");
    values.forEach((value, index) => {
      const at = `${path}[${index}]`;
      const named = fields[index];
      if (named === undefined)
        this.note(at, kindOf(value), "is dropped: no field is at its position");
      else this.value(value, named.type, at, `${field}.${named.name}`);
    });
  }

  private array(value: JsonValue, element: HiveType, path: string, field: string): void {
    if (value === "") return this.emptyValue(value, path, field);
    if (isArray(value)) {
      value.forEach((item, index) => this.value(item, element, `${path}[${index}]`, `${field}[]`));
      return;
    }
    this.note(path, this.shown(value, field), "becomes an array of one element");
    this.value(value, element, `${path}[0]`, `${field}[]`);
  }

  private map(object: JsonObject, type: HiveType, path: string, field: string): void {
    for (const [key, value] of object) {
      const at = `${path}.${key}`;
      const lower = key.toLowerCase();
      if (lower !== key) this.note(at, "a key of the map", `becomes ${lower}`);
      this.noteReplaced(this.replaced.of(object).get(key), value, at, `${field}{}`);
      this.value(value, type, at, `${field}{}`);
    }
  }

  /** An empty string in place of an object or array becomes null, and so does an empty array in place of an object. */
  private emptyValue(value: JsonValue, path: string, field: string): void {
    const isEmpty =
      (typeof value === "string" && value.trim() === "") || (isArray(value) && value.length === 0);
    if (isEmpty) this.note(path, this.shown(value, field), "becomes null");
  }

  private noteReplaced(
    replaced: readonly JsonValue[] | undefined,
    last: JsonValue,
    path: string,
    field: string,
  ): void {
    if (replaced === undefined) return;
    const values = replaced.map((value) => this.shown(value, field)).join(", ");
    this.note(
      path,
      values,
      `is dropped: the key is repeated, and the lake holds its last value, ${this.shown(last, field)}`,
    );
  }

  private shown(value: JsonValue, field: string): string {
    return this.isPersonal(field) ? kindOf(value) : shownValue(value);
  }

  private isPersonal(field: string): boolean {
    return [...this.personalPaths].some(
      (personal) => personal === field || isPathWithin(personal, field),
    );
  }

  private note(path: string, value: string, effect: string): void {
    this.found.push({ path, value, effect });
  }
}

function kindOf(value: JsonValue): string {
  if (value === null) return "null";
  if (value instanceof JsonNumber) return "a number";
  if (typeof value === "string") return `text (length ${value.length})`;
  if (typeof value === "boolean") return "a boolean";
  return isArray(value) ? "an array" : "an object";
}
