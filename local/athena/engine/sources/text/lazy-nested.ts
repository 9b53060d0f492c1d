import type { HiveType } from "../../../../../formats/hive-type";
import { unsupported } from "../../../query-error";
import { quote } from "../json/json-text";
import type { Delimiters } from "./delimited-line";
import { lazyValue } from "./lazy-value";

/** Whether values of a type have parts. */
export function isNested({ kind }: HiveType): boolean {
  return kind === "array" || kind === "map" || kind === "struct";
}

/**
 * The JSON of a field of LazySimpleSerDe of any type. The parts of a list, a map or a struct are separated by the
 * character of its level: that of COLLECTION ITEMS, then that of MAP KEYS, then control characters.
 *
 * @param level of the value's own separator
 * @throws QueryError NOT_SUPPORTED for a part that is not supported here
 * @see https://github.com/trinodb/trino/tree/476/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/encodings/text
 */
export function lazyJson(type: HiveType, text: string, delimiters: Delimiters, level = 1): string {
  const { nullText, separators } = delimiters;
  const separator = separators[level];
  const part = (of: HiveType, raw: string, partLevel: number) =>
    raw === nullText ? "null" : lazyJson(of, raw, delimiters, partLevel);
  if (separator === undefined && isNested(type)) throw unsupported("Delimited text of that depth");
  switch (type.kind) {
    case "array": {
      const items = text === "" ? [] : text.split(separator ?? "");
      return `[${items.map((item) => part(type.element, item, level + 1)).join(",")}]`;
    }
    case "map": {
      const between = separators[level + 1];
      if (between === undefined) throw unsupported("Delimited text of that depth");
      const entries = new Map<string, string>();
      for (const entry of text === "" ? [] : text.split(separator ?? "")) {
        const at = entry.indexOf(between);
        const key = part(type.key, at < 0 ? entry : entry.slice(0, at), level + 2);
        // An entry without a key is dropped, and the first of equal keys counts.
        if (key === "null" || entries.has(key)) continue;
        entries.set(key, at < 0 ? "null" : part(type.value, entry.slice(at + 1), level + 2));
      }
      return `{${[...entries].map(([key, value]) => `${key}:${value}`).join(",")}}`;
    }
    case "struct": {
      const values = text.split(separator ?? "");
      const fields = type.fields.map(({ name, type: field }, index) => {
        const value = values[index];
        return `${quote(name)}:${value === undefined ? "null" : part(field, value, level + 1)}`;
      });
      return `{${fields.join(",")}}`;
    }
    default: {
      const value = lazyValue(type, text);
      if (value !== undefined) return value === null ? "null" : quote(value);
      throw unsupported(`The value '${text}' of type ${type.kind} in delimited text`);
    }
  }
}
