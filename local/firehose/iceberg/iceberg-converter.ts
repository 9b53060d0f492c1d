import { ConversionError } from "../../../formats/conversion-error";
import {
  isArray,
  isJsonObject,
  jsonText,
  type JsonObject,
  type JsonValue,
  parseDocuments,
} from "../../../formats/openx-json";
import type { IcebergField, IcebergType } from "../../iceberg/metadata/iceberg-type";
import type { RowConverter } from "../conversion/row-converter";
import { renderIcebergScalar } from "./iceberg-values";

/** A public report names the first; AWS documents none, and the others are the embedded AWS's own. */
const MISSING_COLUMN = "Iceberg.MissingColumnWithinRecord";
const INVALID_JSON = "Iceberg.InvalidJson";
const TYPE_MISMATCH = "Iceberg.DataTypeMismatch";

type Render = (value: JsonValue) => string;

/**
 * Converts records into rows of an Iceberg table as Firehose does: one JSON object a record, whose keys are the names of
 * the columns. Other keys are skipped. A missing key is null, which AWS does not settle for columns that may be null;
 * a record without any column fails.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/apache-iceberg-considerations.html
 */
export class IcebergConverter implements RowConverter {
  readonly caseInsensitive = false;
  private readonly decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  private readonly row: (value: JsonObject) => string;
  private readonly names: ReadonlySet<string>;

  constructor(fields: readonly IcebergField[]) {
    this.names = new Set(fields.map(({ name }) => name));
    this.row = struct(fields, "");
  }

  /** @throws ConversionError if the record is no row of the table */
  convert(data: Uint8Array): string[] {
    const [document, ...others] = this.documents(data);
    if (document === undefined) throw ConversionError.of(INVALID_JSON, "The record is empty.");
    if (others.length > 0 || !isJsonObject(document)) {
      throw ConversionError.of(INVALID_JSON, "A record must be one JSON object.");
    }
    if (![...document.keys()].some((key) => this.names.has(key))) {
      throw ConversionError.of(MISSING_COLUMN, "The record has no column of the table.");
    }
    return [this.row(document)];
  }

  private documents(data: Uint8Array): JsonValue[] {
    try {
      const options = { caseInsensitive: this.caseInsensitive };
      return parseDocuments(this.decoder.decode(data), options);
    } catch (error) {
      if (error instanceof ConversionError) throw ConversionError.of(INVALID_JSON, error.message);
      throw ConversionError.of(INVALID_JSON, "The record is not UTF-8 text.");
    }
  }
}

function struct(fields: readonly IcebergField[], parent: string): (value: JsonObject) => string {
  const members = fields.map((field) => ({
    ...{ name: field.name, opening: `${JSON.stringify(field.name)}:` },
    render: nullable(field, parent + field.name),
  }));
  return (value) =>
    `{${members.map(({ name, opening, render }) => opening + render(value.get(name) ?? null)).join(",")}}`;
}

function nullable({ type, required }: IcebergField, path: string): Render {
  const render = renderOf(type, path);
  return (value) => {
    if (value !== null) return render(value);
    if (!required) return "null";
    throw ConversionError.of(MISSING_COLUMN, `The required column ${path} is missing or null.`);
  };
}

function renderOf(type: IcebergType, path: string): Render {
  switch (type.kind) {
    case "struct": {
      const render = struct(type.fields, `${path}.`);
      return (value) => {
        if (!isJsonObject(value)) throw mismatch(path, "an object", value);
        return render(value);
      };
    }
    case "list": {
      const element = nullable(type.element, `${path}[]`);
      return (value) => {
        const list = nested(value);
        if (!isArray(list)) throw mismatch(path, "an array", value);
        return `[${list.map(element).join(",")}]`;
      };
    }
    case "map": {
      const member = nullable(type.value, `${path}{}`);
      const key = renderOf(type.key.type, `${path} key`);
      return (value) => {
        const map = nested(value);
        if (!isJsonObject(map)) throw mismatch(path, "an object", value);
        const members = [...map].map(([name, content]) => {
          const rendered = key(name);
          return `${rendered.startsWith('"') ? rendered : `"${rendered}"`}:${member(content)}`;
        });
        return `{${members.join(",")}}`;
      };
    }
    default:
      return (value) => {
        const rendered = renderIcebergScalar(type, value);
        if (rendered === undefined) throw mismatch(path, type.kind, value);
        return rendered;
      };
  }
}

/** Lists and maps may be written as the text of their JSON. */
function nested(value: JsonValue): JsonValue {
  if (typeof value !== "string") return value;
  try {
    return parseDocuments(value, { caseInsensitive: false })[0] ?? value;
  } catch {
    return value;
  }
}

function mismatch(path: string, expected: string, value: JsonValue): ConversionError {
  const text = jsonText(value);
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return ConversionError.of(TYPE_MISMATCH, `Column ${path}: expected ${expected}, found ${shown}.`);
}
