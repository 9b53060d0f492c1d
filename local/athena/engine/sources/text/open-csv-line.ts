/** The characters of OpenCSVSerde: `separatorChar`, `quoteChar` and `escapeChar`. */
export interface CsvCharacters {
  readonly separator: string;
  readonly quote: string;
  readonly escape: string;
}

/**
 * Reads the characters of a table's SerDe.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/csv-serde.html
 */
export function csvCharactersOf(parameters: Readonly<Record<string, string>>): CsvCharacters {
  const first = (name: string, otherwise: string) => parameters[name]?.charAt(0) || otherwise;
  return {
    separator: first("separatorChar", ","),
    quote: first("quoteChar", '"'),
    escape: first("escapeChar", "\\"),
  };
}

/**
 * Splits a line as OpenCSV 2.3 does, with its oddities: a quote in the middle of a field is kept and still quotes, and an
 * escape before any other character than a quote or an escape is dropped.
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
  for (let index = 0; index < line.length; index += 1) {
    const character = line.charAt(index);
    const next = line.charAt(index + 1);
    if (character === escape) {
      if (quoted && next !== "" && (next === quote || next === escape)) {
        field += next;
        index += 1;
      }
    } else if (character === quote && quoted && next === quote) {
      field += next;
      index += 1;
    } else if (character === quote) {
      const previous = line.charAt(index - 1);
      if (index > 2 && previous !== separator && next !== "" && next !== separator) {
        // White space before a quote is discarded.
        field = field !== "" && field.trim() === "" ? "" : field + character;
      }
      quoted = !quoted;
    } else if (character === separator && !quoted) {
      fields.push(field);
      field = "";
    } else field += character;
  }
  return quoted ? fields : [...fields, field];
}
