import type { HiveColumn, HiveType } from "../../../../../formats/hive-type";
import { mapText } from "./json-text";
import {
  isList,
  isObject,
  isText,
  type OpenXObject,
  type OpenXValue,
  readOpenX,
  textOf,
} from "./openx-reader";
import { mismatch, type Render, scalarRender } from "./openx-scalar";

/** How the OpenX SerDe matches keys with columns. */
export interface OpenXKeys {
  readonly caseInsensitive: boolean;
  /** Whether a dot in a key matches an underscore in a name. */
  readonly dotsAreUnderscores: boolean;
  /** Keys of columns and fields, where they differ from the name. */
  readonly keyOf: ReadonlyMap<string, string>;
}

/** A column with its place in the table: a line may be a list of its columns' values. */
export interface PlacedColumn extends HiveColumn {
  readonly place: number;
}

/**
 * Reads lines as rows of a table as the OpenX SerDe does: scalars of another type than the column's are null, lists and
 * objects in their place an error.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html
 * @see https://github.com/trinodb/trino/blob/476/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/line/openxjson/OpenXJsonDeserializer.java
 */
export class OpenXRows {
  private readonly columns: readonly {
    readonly place: number;
    readonly write: (from: OpenXValue) => string;
  }[];

  constructor(
    columns: readonly PlacedColumn[],
    private readonly keys: OpenXKeys,
  ) {
    this.columns = columns.map((column) => ({
      place: column.place,
      write: this.field(column, column.place),
    }));
  }

  /**
   * The row of a line, as JSON. Of a line that is neither an object nor a list, all columns are null.
   *
   * @throws OpenXSyntaxError, JsonTypeError
   */
  read(line: string): string {
    const text = trimmed(line);
    if (!/^[{[]/.test(text)) return "{}";
    const value = readOpenX(text, this.keys.caseInsensitive);
    return `{${this.columns.map(({ write }) => write(value)).join(",")}}`;
  }

  /** Writes a field of an object or a list, with its name. */
  private field({ name, type }: HiveColumn, place: number): (from: OpenXValue) => string {
    const opening = `${JSON.stringify(name)}:`;
    const render = this.render(type);
    const { caseInsensitive, keyOf } = this.keys;
    const mapped = keyOf.get(name) ?? name;
    const key = caseInsensitive ? mapped.toLowerCase() : mapped;
    return (from) => {
      const value = isObject(from)
        ? this.member(from, key, name)
        : isList(from)
          ? from[place]
          : null;
      return opening + (value === undefined || value === null ? "null" : render(value));
    };
  }

  private member(object: OpenXObject, key: string, name: string): OpenXValue | undefined {
    const found = object.get(key);
    if (found !== undefined || !this.keys.dotsAreUnderscores || !name.includes("_"))
      return found?.value;
    for (const [written, { value }] of object) {
      if (written.includes(".") && written.replaceAll(".", "_") === name) return value;
    }
    return undefined;
  }

  private render(type: HiveType): Render {
    switch (type.kind) {
      case "array": {
        const item = this.nullable(type.element);
        return (value) => {
          if (value === "") return "null";
          return `[${(isList(value) ? value : [value]).map(item).join(",")}]`;
        };
      }
      case "map":
        return this.map(type);
      case "struct": {
        const fields = type.fields.map((field, place) => this.field(field, place));
        return (value) => {
          if (isText(value) && trimmed(textOf(value)) !== "") throw mismatch(value, "ROW");
          return `{${fields.map((write) => write(value)).join(",")}}`;
        };
      }
      default:
        return scalarRender(type);
    }
  }

  private map({ key: keyType, value: valueType }: Extract<HiveType, { kind: "map" }>): Render {
    const key = this.nullable(keyType);
    const item = this.nullable(valueType);
    return (value) => {
      if (isText(value) && trimmed(textOf(value)) === "") return "null";
      if (!isObject(value)) throw mismatch(value, "MAP");
      return mapText(
        [...value.values()].flatMap((member) => {
          const name = key(member.key);
          return name === "null" ? [] : [[name, item(member.value)] as const];
        }),
      );
    };
  }

  private nullable(type: HiveType): Render {
    const render = this.render(type);
    return (value) => (value === null ? "null" : render(value));
  }
}

/** As Java's `trim`: what is removed are all characters up to the space. */
function trimmed(text: string): string {
  return text.replace(/^[\0- ]+|[\0- ]+$/g, "");
}
