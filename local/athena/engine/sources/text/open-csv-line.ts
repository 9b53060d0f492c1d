import { unsupported } from "../../../query-error";

/** The characters of OpenCSVSerde: `separatorChar`, `quoteChar` and `escapeChar`. */
export interface CsvCharacters {
  readonly separator: string;
  readonly quote: string;
  readonly escape: string;
}

const DEFAULT_ESCAPE = "\\";

/**
 * Reads the characters of a table's SerDe.
 *
 * @throws QueryError NOT_SUPPORTED if two of them are the same, which OpenCSV refuses
 * @see https://docs.aws.amazon.com/athena/latest/ug/csv-serde.html
 */
export function csvCharactersOf(parameters: Readonly<Record<string, string>>): CsvCharacters {
  const first = (name: string, otherwise: string) => parameters[name]?.charAt(0) || otherwise;
  const escape = first("escapeChar", DEFAULT_ESCAPE);
  const characters = {
    separator: first("separatorChar", ","),
    quote: first("quoteChar", '"'),
    // The SerDe takes a double quote for the default.
    escape: escape === '"' ? DEFAULT_ESCAPE : escape,
  };
  if (new Set(Object.values(characters)).size < 3) {
    throw unsupported(
      "OpenCSVSerde with a character for two of separatorChar, quoteChar and escapeChar",
    );
  }
  return characters;
}

/**
 * Splits a line as OpenCSV 2.3 does, with its oddities: a quote in the middle of a field is kept and still quotes, and an
 * escape outside of a field, or before any other character than a quote or an escape, is dropped.
 *
 * @returns without a field that ends within quotes, and none for an empty line: Trino reads them as null
 * @see https://github.com/trinodb/trino/blob/476/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/line/csv/CsvDeserializer.java
 */
export function splitCsv(line: string, characters: CsvCharacters): string[] {
  if (line === "") return [];
  const { separator, quote, escape } = characters;
  const fields: string[] = [];
  let field = "";
  let quoted = false;
  // A quote toggles `inField`, as OpenCSV does.
  let inField = false;
  for (let index = 0; index < line.length; index += 1) {
    const character = line.charAt(index);
    const next = line.charAt(index + 1);
    const escapes = (quoted || inField) && next !== "";
    if (character === escape) {
      if (escapes && (next === quote || next === escape)) {
        field += next;
        index += 1;
      }
    } else if (character === quote) {
      if (escapes && next === quote) {
        field += next;
        index += 1;
      } else {
        const previous = line.charAt(index - 1);
        if (index > 2 && previous !== separator && next !== "" && next !== separator) {
          // White space before a quote is discarded.
          field = field !== "" && field.trim() === "" ? "" : field + character;
        }
        quoted = !quoted;
      }
      inField = !inField;
    } else if (character === separator && !quoted) {
      fields.push(field);
      field = "";
      inField = false;
    } else {
      field += character;
      inField = true;
    }
  }
  return quoted ? fields : [...fields, field];
}
