import type { HiveColumn, HiveType } from "../../../formats/hive-type";
import { isArray, isJsonObject } from "../../../formats/openx-json";
import type { JsonObject, JsonValue } from "../../../formats/openx-json";
import type { ScalarHiveType } from "../../../formats/scalar-conversion";

/** How producers write values of one type: the keys, their spelling and their order. */
export type ValueLayout =
  | { readonly kind: "scalar"; readonly type: ScalarHiveType }
  | { readonly kind: "array"; readonly element: ValueLayout }
  | { readonly kind: "struct"; readonly members: readonly MemberLayout[] }
  /** A key without a column: its values are scalars and are dropped. */
  | { readonly kind: "dropped" }
  /** Nothing is known except that it can be null. */
  | { readonly kind: "unknown" };

/** A member of a struct. */
export interface MemberLayout {
  readonly key: string;
  readonly value: ValueLayout;
}

/** How records of one kind are written. */
export interface RecordLayout {
  readonly members: readonly MemberLayout[];
  /** The table's columns with the names as spelled in the records. */
  readonly spelled: readonly HiveColumn[];
}

/**
 * Infers the layout of a sample.
 *
 * @param sample a valid record, with its keys as written
 * @returns undefined if a key is not supported in patterns
 */
export function inferLayout(
  sample: JsonObject,
  columns: readonly HiveColumn[],
  caseInsensitive: boolean,
): RecordLayout | undefined {
  return new LayoutInference(caseInsensitive).struct(sample, columns);
}

class UnsupportedKey extends Error {}

class LayoutInference {
  constructor(private readonly caseInsensitive: boolean) {}

  struct(sample: JsonObject, fields: readonly HiveColumn[]): RecordLayout | undefined {
    try {
      return this.members(sample, fields);
    } catch (error) {
      if (error instanceof UnsupportedKey) return undefined;
      throw error;
    }
  }

  private members(sample: JsonObject, fields: readonly HiveColumn[]): RecordLayout {
    const spelled = new Map(fields.map((field) => [field.name, field]));
    const members = [...sample].map(([key, value]) => {
      // Other keys would have to be escaped in a pattern over bytes.
      if (!/^[\x20-\x7e]*$/.test(key) || /["\\]/.test(key)) throw new UnsupportedKey();
      const name = this.caseInsensitive ? key.toLowerCase() : key;
      const field = fields.find((candidate) => candidate.name === name);
      if (field === undefined) return { key, value: droppedLayout(value) };
      const { layout, type } = this.value(value, field.type);
      spelled.set(name, { name: key, type });
      return { key, value: layout };
    });
    return { members, spelled: [...spelled.values()] };
  }

  private value(sample: JsonValue, type: HiveType): { layout: ValueLayout; type: HiveType } {
    if (type.kind === "struct") {
      if (!isJsonObject(sample)) return { layout: { kind: "unknown" }, type };
      const { members, spelled } = this.members(sample, type.fields);
      return { layout: { kind: "struct", members }, type: { kind: "struct", fields: spelled } };
    }
    if (type.kind === "array") {
      const first = isArray(sample) ? (sample.find((element) => element !== null) ?? null) : null;
      const element = this.value(first, type.element);
      return {
        layout: { kind: "array", element: element.layout },
        type: { kind: "array", element: element.type },
      };
    }
    // The keys of a map are data, and duplicates would have to be detected.
    if (type.kind === "map") return { layout: { kind: "unknown" }, type };
    return { layout: { kind: "scalar", type }, type };
  }
}

function droppedLayout(value: JsonValue): ValueLayout {
  if (isJsonObject(value) || isArray(value)) throw new UnsupportedKey();
  return { kind: "dropped" };
}
