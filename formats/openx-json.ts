import { ConversionError } from "./conversion-error";

/** A number as it was written: a double would lose digits of a bigint or a decimal. */
export class JsonNumber {
  constructor(readonly text: string) {}
}

/** An object's members in document order. */
export type JsonObject = ReadonlyMap<string, JsonValue>;

/** A JSON value that keeps every digit of its numbers. */
export type JsonValue = null | boolean | string | JsonNumber | readonly JsonValue[] | JsonObject;

/** Options of {@link parseDocuments}. */
export interface JsonParseOptions {
  /** Lower-cases all keys at every level. */
  readonly caseInsensitive: boolean;
  /** What equal keys of an object are: an error, or the last one counts. @default "error" */
  readonly duplicateKeys?: "error" | "last";
  /** Called for each value that a later one of the same key replaces. @default - nobody is notified */
  readonly onReplaced?: (object: JsonObject, key: string, value: JsonValue) => void;
}

/**
 * Levels of objects and arrays in each other that are parsed at most: Jackson's limit.
 *
 * @see https://javadoc.io/doc/com.fasterxml.jackson.core/jackson-core/latest/com/fasterxml/jackson/core/StreamReadConstraints.html
 */
export const MAXIMUM_JSON_DEPTH = 1000;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/**
 * Parses the documents of one record: one, or several concatenated with or without white space.
 *
 * @throws ConversionError of type ParseError where the text is not JSON
 */
export function parseDocuments(text: string, options: JsonParseOptions): JsonValue[] {
  return new JsonParser(text, options).documents();
}

/**
 * Parses the first document of a text, and ignores what follows it.
 *
 * @throws ConversionError of type ParseError where the text is not JSON
 */
export function parseFirstDocument(text: string, options: JsonParseOptions): JsonValue {
  return new JsonParser(text, options).value(0);
}

/**
 * The texts of the elements if a document is an array, otherwise the text of the document, as they are written.
 *
 * @throws ConversionError of type ParseError where the text is not JSON
 */
export function elementTexts(text: string): string[] {
  return new JsonParser(text, { caseInsensitive: false, duplicateKeys: "last" }).elementTexts();
}

/** Renders a value as compact JSON text, numbers as they were written. */
export function jsonText(value: JsonValue): string {
  if (value instanceof JsonNumber) return value.text;
  if (isJsonObject(value)) {
    const members = [...value].map(([key, member]) => `${JSON.stringify(key)}:${jsonText(member)}`);
    return `{${members.join(",")}}`;
  }
  if (isArray(value)) return `[${value.map(jsonText).join(",")}]`;
  return JSON.stringify(value);
}

/** Whether a value is an array. */
export function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Whether a value is an object. */
export function isJsonObject(value: JsonValue): value is JsonObject {
  return value instanceof Map;
}

class JsonParser {
  private position = 0;

  constructor(
    private readonly text: string,
    private readonly options: JsonParseOptions,
  ) {}

  documents(): JsonValue[] {
    const documents: JsonValue[] = [];
    this.skipSpace();
    while (this.position < this.text.length) {
      documents.push(this.value(0));
      this.skipSpace();
    }
    return documents;
  }

  elementTexts(): string[] {
    this.skipSpace();
    const start = this.position;
    if (this.text[start] !== "[") {
      this.value(0);
      return [this.text.slice(start, this.position)];
    }
    this.position += 1;
    const texts: string[] = [];
    if (this.accept("]")) return texts;
    do {
      this.skipSpace();
      const from = this.position;
      this.value(1);
      texts.push(this.text.slice(from, this.position));
    } while (this.accept(","));
    return texts;
  }

  value(depth: number): JsonValue {
    this.skipSpace();
    switch (this.text.charAt(this.position)) {
      case "{":
        return this.object(this.within(depth));
      case "[":
        return this.array(this.within(depth));
      case '"':
        return this.string();
      case "t":
        return this.literal("true", true);
      case "f":
        return this.literal("false", false);
      case "n":
        return this.literal("null", null);
      default:
        return this.number();
    }
  }

  /** The depth of what an object or array contains. */
  private within(depth: number): number {
    if (depth < MAXIMUM_JSON_DEPTH) return depth + 1;
    throw this.parseError(`nesting deeper than ${MAXIMUM_JSON_DEPTH} levels`);
  }

  private object(depth: number): JsonObject {
    const members = new Map<string, JsonValue>();
    this.position += 1;
    if (this.accept("}")) return members;
    do {
      this.skipSpace();
      if (this.text[this.position] !== '"')
        throw this.parseError("expected a key in double quotes");
      const written = this.string();
      const key = this.options.caseInsensitive ? written.toLowerCase() : written;
      // https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html: keys equal in lower case are an error.
      const replaced = members.get(key);
      if (replaced !== undefined) {
        if (this.options.duplicateKeys !== "last") throw this.parseError(`duplicate key "${key}"`);
        this.options.onReplaced?.(members, key, replaced);
      }
      if (!this.accept(":")) throw this.parseError('expected ":" after the key');
      members.set(key, this.value(depth));
    } while (this.accept(","));
    if (!this.accept("}")) throw this.parseError('expected "," or "}" in the object');
    return members;
  }

  private array(depth: number): JsonValue[] {
    const elements: JsonValue[] = [];
    this.position += 1;
    if (this.accept("]")) return elements;
    do {
      elements.push(this.value(depth));
    } while (this.accept(","));
    if (!this.accept("]")) throw this.parseError('expected "," or "]" in the array');
    return elements;
  }

  private string(): string {
    const start = this.position;
    let end = start + 1;
    let escaped = false;
    for (; ; end += 1) {
      const code = this.text.charCodeAt(end);
      if (code === 0x22) break;
      if (code === 0x5c) {
        escaped = true;
        end += 1;
      } else if (code < 0x20 || Number.isNaN(code)) {
        this.position = end;
        throw this.parseError("unterminated string, or a control character in it");
      }
    }
    this.position = end + 1;
    return escaped ? this.unescape(start, end + 1) : this.text.slice(start + 1, end);
  }

  private unescape(start: number, end: number): string {
    try {
      const unescaped: unknown = JSON.parse(this.text.slice(start, end));
      return String(unescaped);
    } catch {
      this.position = start;
      throw this.parseError("unknown escape in a string");
    }
  }

  private number(): JsonNumber {
    NUMBER.lastIndex = this.position;
    const text = NUMBER.exec(this.text)?.[0];
    if (text === undefined) throw this.parseError("expected a JSON value");
    this.position += text.length;
    return new JsonNumber(text);
  }

  private literal<Value>(word: string, value: Value): Value {
    if (!this.text.startsWith(word, this.position)) throw this.parseError("expected a JSON value");
    this.position += word.length;
    return value;
  }

  private accept(symbol: string): boolean {
    this.skipSpace();
    if (this.text[this.position] !== symbol) return false;
    this.position += 1;
    return true;
  }

  private skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.position);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.position += 1;
    }
  }

  private parseError(detail: string): ConversionError {
    const found =
      this.position < this.text.length
        ? `found ${JSON.stringify(this.text.slice(this.position, this.position + 10))}`
        : "found the end of the text";
    return ConversionError.parse(`Character ${this.position + 1}: ${detail}; ${found}.`);
  }
}
