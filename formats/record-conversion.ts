import { ConversionError } from "./conversion-error";
import type { HiveColumn, HiveType } from "./hive-type";
import { JsonNumber, isArray, isJsonObject, jsonText, parseDocuments } from "./openx-json";
import type { JsonObject, JsonValue } from "./openx-json";
import { renderScalar } from "./scalar-conversion";
import type { JsonKind } from "./scalar-conversion";
import { ownValue } from "./own-value";

/**
 * Options of the OpenX deserializer.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_OpenXJsonSerDe.html
 */
export interface OpenXOptions {
  /** @default true */
  readonly caseInsensitive?: boolean | undefined;
  /** Whether a dot in a key matches an underscore in the column's name. @default false */
  readonly convertDotsInJsonKeysToUnderscores?: boolean | undefined;
  /** JSON keys of columns, where they differ from the column's name. @default - none differs */
  readonly columnToJsonKeyMappings?: Readonly<Record<string, string>> | undefined;
}

/** Renders a JSON value as the canonical JSON of a type. */
type Render = (value: JsonValue) => string;

/**
 * Converts records into rows of a table as the OpenX deserializer does. A row is one line of strict JSON with all
 * columns in order and canonical values.
 */
export class RecordConverter {
  private readonly decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  readonly caseInsensitive: boolean;
  private readonly row: Render;

  constructor(
    columns: readonly HiveColumn[],
    private readonly options: OpenXOptions = {},
  ) {
    this.caseInsensitive = options.caseInsensitive ?? true;
    this.row = this.struct(columns, "");
  }

  /** Whether each column is read from the JSON key of the same name, and from no other. */
  get mapsColumnsByName(): boolean {
    const { columnToJsonKeyMappings = {}, convertDotsInJsonKeysToUnderscores } = this.options;
    return (
      Object.keys(columnToJsonKeyMappings).length === 0 &&
      convertDotsInJsonKeysToUnderscores !== true
    );
  }

  /**
   * Converts a record into its rows, one per document.
   *
   * @throws ConversionError if any document of the record is not a row of the table
   */
  convert(data: Uint8Array): string[] {
    const documents = parseDocuments(this.text(data), { caseInsensitive: this.caseInsensitive });
    if (documents.length === 0) throw ConversionError.malformed("The record is empty.");
    return documents.map((document) => {
      if (!isJsonObject(document)) {
        throw ConversionError.malformed(`Expected a JSON object, found ${describe(document)}.`);
      }
      return this.row(document);
    });
  }

  private text(data: Uint8Array): string {
    try {
      return this.decoder.decode(data);
    } catch {
      throw ConversionError.parse("The record is not UTF-8 text.");
    }
  }

  private render(type: HiveType, path: string): Render {
    if (type.kind === "array") return this.array(type.element, path);
    if (type.kind === "map") return this.map(type.key, type.value, path);
    if (type.kind === "struct") return this.nestedStruct(type.fields, path);
    return (value) => {
      if (value === null) return "null";
      const rendered = renderScalar(type, scalarText(value), jsonKind(value));
      if (rendered === undefined) throw mismatch(path, typeName(type), value);
      return rendered;
    };
  }

  private array(elementType: HiveType, path: string): Render {
    const element = this.render(elementType, `${path}[]`);
    return (value) => {
      if (value === null || value === "") return "null";
      const elements: readonly JsonValue[] = isArray(value) ? value : [value];
      return `[${elements.map(element).join(",")}]`;
    };
  }

  private map(keyType: HiveType, valueType: HiveType, path: string): Render {
    const key = this.render(keyType, `${path} key`);
    const member = this.render(valueType, `${path}{}`);
    return (value) => {
      if (isBlank(value)) return "null";
      if (!isJsonObject(value)) throw mismatch(path, "map", value);
      const members = new Map<string, string>();
      for (const [name, content] of value) {
        const rendered = key(name);
        members.set(rendered.startsWith('"') ? rendered : `"${rendered}"`, member(content));
      }
      return `{${[...members].map(([name, content]) => `${name}:${content}`).join(",")}}`;
    };
  }

  private nestedStruct(fields: readonly HiveColumn[], path: string): Render {
    const struct = this.struct(fields, `${path}.`);
    return (value) => {
      const isEmpty = isBlank(value) || (isArray(value) && value.length === 0);
      // The deserializer accepts [] for an empty object: some producers write it.
      if (isEmpty) return "null";
      if (!isJsonObject(value) && !isArray(value)) throw mismatch(path, "struct", value);
      return struct(value);
    };
  }

  private struct(columns: readonly HiveColumn[], parent: string): Render {
    const fields = columns.map(({ name, type }) => ({
      name,
      opening: `${JSON.stringify(name)}:`,
      key: this.jsonKey(name),
      render: this.render(type, parent + name),
    }));
    return (value) => {
      const object = isJsonObject(value) ? value : undefined;
      const list = isArray(value) ? value : [];
      const members = fields.map((field, index) => {
        const content = object === undefined ? list[index] : this.member(object, field.key);
        return field.opening + (content === undefined ? "null" : field.render(content));
      });
      return `{${members.join(",")}}`;
    };
  }

  private jsonKey(column: string): string {
    const key = ownValue(this.options.columnToJsonKeyMappings ?? {}, column) ?? column;
    return this.caseInsensitive ? key.toLowerCase() : key;
  }

  private member(object: JsonObject, key: string): JsonValue | undefined {
    const content = object.get(key);
    if (content !== undefined || this.options.convertDotsInJsonKeysToUnderscores !== true) {
      return content;
    }
    for (const [written, dotted] of object) {
      if (written.includes(".") && written.replaceAll(".", "_") === key) return dotted;
    }
    return undefined;
  }
}

function jsonKind(value: JsonValue): JsonKind {
  if (typeof value === "string") return "string";
  if (typeof value === "boolean") return "boolean";
  return value instanceof JsonNumber ? "number" : "container";
}

function scalarText(value: JsonValue): string {
  if (typeof value === "string") return value;
  return value instanceof JsonNumber ? value.text : jsonText(value);
}

function isBlank(value: JsonValue): boolean {
  return value === null || (typeof value === "string" && value.trim() === "");
}

function mismatch(path: string, expected: string, value: JsonValue): ConversionError {
  return ConversionError.malformed(
    `Column ${path}: expected ${expected}, found ${describe(value)}.`,
  );
}

function typeName(type: HiveType): string {
  if (type.kind === "decimal") return `decimal(${type.precision},${type.scale})`;
  return type.kind;
}

function describe(value: JsonValue): string {
  const text = jsonText(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
