/**
 * How LazySimpleSerDe separates fields and their parts: `field.delim`, `colelction.delim`, `mapkey.delim`,
 * `escape.delim` and `serialization.null.format`.
 */
export interface Delimiters {
  readonly field: string;
  readonly escape: string | undefined;
  readonly nullText: string;
  /** The characters between fields, and between the parts of nested values by their level. */
  readonly separators: readonly string[];
}

/** Hive's delimiters by level if a table names none. */
const CONTROL_CHARACTERS = [..."\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008"];

/**
 * Reads the delimiters of a table's SerDe.
 *
 * @see https://github.com/trinodb/trino/blob/476/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/line/simple/SimpleDeserializerFactory.java
 */
export function delimitersOf(parameters: Readonly<Record<string, string>>): Delimiters {
  const [controlA = "", controlB = "", controlC = "", ...deeper] = CONTROL_CHARACTERS;
  const field =
    delimiter(parameters["field.delim"]) ??
    delimiter(parameters["serialization.format"]) ??
    controlA;
  // Hive 1 misspells it, Hive 3 does not.
  const item = parameters["collection.delim"] ?? parameters["colelction.delim"];
  return {
    field,
    separators: [
      field,
      delimiter(item) ?? controlB,
      delimiter(parameters["mapkey.delim"]) ?? controlC,
      ...deeper,
    ],
    escape: delimiter(parameters["escape.delim"]),
    nullText: parameters["serialization.null.format"] ?? "\\N",
  };
}

/** A delimiter is a character, or its number. */
function delimiter(text: string | undefined): string | undefined {
  if (text === undefined || text === "") return undefined;
  return /^-?\d{1,3}$/.test(text) ? String.fromCharCode(Number(text) & 0xff) : text.charAt(0);
}

/** Splits a line into fields; null for the text of null. */
export function splitDelimited(line: string, delimiters: Delimiters): (string | null)[] {
  const { field, escape, nullText } = delimiters;
  const raw = escape === undefined ? line.split(field) : splitEscaped(line, field, escape);
  return raw.map((text) => {
    if (text === nullText) return null;
    return escape === undefined ? text : unescape(text, escape);
  });
}

function splitEscaped(line: string, field: string, escape: string): string[] {
  const fields: string[] = [];
  let start = 0;
  for (let index = 0; index < line.length; index += 1) {
    if (line.charAt(index) === escape) index += 1;
    else if (line.charAt(index) === field) {
      fields.push(line.slice(start, index));
      start = index + 1;
    }
  }
  return [...fields, line.slice(start)];
}

/** An escape at the end of the field stays. */
function unescape(text: string, escape: string): string {
  let result = "";
  for (let index = 0; index < text.length; index += 1) {
    if (text.charAt(index) === escape && index + 1 < text.length) index += 1;
    result += text.charAt(index);
  }
  return result;
}
