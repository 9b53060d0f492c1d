/**
 * A column type of the Glue Data Catalog, in Hive's words.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/data-types.html
 */
export type HiveType =
  | { readonly kind: PlainKind }
  | { readonly kind: "decimal"; readonly precision: number; readonly scale: number }
  | { readonly kind: "char" | "varchar"; readonly length: number }
  | { readonly kind: "array"; readonly element: HiveType }
  | { readonly kind: "map"; readonly key: HiveType; readonly value: HiveType }
  | { readonly kind: "struct"; readonly fields: readonly HiveColumn[] };

/** A named type: a table's column or a struct's field. Names are lower-cased, as Hive and Athena see them. */
export interface HiveColumn {
  readonly name: string;
  readonly type: HiveType;
}

const PLAIN_KINDS = [
  "boolean",
  "tinyint",
  "smallint",
  "int",
  "bigint",
  "float",
  "double",
  "string",
  "binary",
  "date",
  "timestamp",
] as const;

/** Types without parameters. */
export type PlainKind = (typeof PLAIN_KINDS)[number];

/**
 * Reads a type as Glue stores it, for example `struct<id:int,tags:array<string>>`.
 *
 * @throws Error naming the type and what was expected where
 */
export function parseHiveType(text: string): HiveType {
  const parser = new HiveTypeParser(text);
  const type = parser.type();
  parser.end();
  return type;
}

class HiveTypeParser {
  private position = 0;

  constructor(private readonly text: string) {}

  type(): HiveType {
    const name = this.word().toLowerCase();
    switch (name) {
      case "array": {
        const element = this.bracketed(() => this.type());
        return { kind: "array", element };
      }
      case "map":
        return this.bracketed(() => {
          const key = this.type();
          this.expect(",");
          return { kind: "map", key, value: this.type() };
        });
      case "struct":
        return { kind: "struct", fields: this.bracketed(() => this.fields()) };
      case "decimal": {
        // Hive's own default, https://cwiki.apache.org/confluence/display/Hive/LanguageManual+Types
        const [precision = 10, scale = 0] = this.numbers();
        if (precision < 1 || precision > 38 || scale > precision) {
          throw this.fault("a precision of 1 to 38 and a scale up to the precision");
        }
        return { kind: "decimal", precision, scale };
      }
      case "char":
      case "varchar": {
        const [length] = this.numbers();
        if (length === undefined || length < 1) throw this.fault("a length, as in varchar(20)");
        return { kind: name, length };
      }
      case "integer":
        return { kind: "int" };
      default: {
        const kind = PLAIN_KINDS.find((known) => known === name);
        if (kind === undefined) throw this.fault(`a Hive type instead of "${name}"`);
        return { kind };
      }
    }
  }

  end(): void {
    this.skipSpace();
    if (this.position < this.text.length) throw this.fault("the end of the type");
  }

  private fields(): HiveColumn[] {
    const fields: HiveColumn[] = [];
    do {
      const colon = this.text.indexOf(":", this.position);
      const name = colon < 0 ? "" : this.text.slice(this.position, colon).trim().toLowerCase();
      if (name === "" || /[<>,]/.test(name)) throw this.fault("a field as name:type");
      this.position = colon + 1;
      fields.push({ name, type: this.type() });
    } while (this.accept(","));
    return fields;
  }

  private bracketed<Content>(read: () => Content): Content {
    this.expect("<");
    const content = read();
    this.expect(">");
    return content;
  }

  private numbers(): number[] {
    if (!this.accept("(")) return [];
    const numbers: number[] = [];
    do {
      numbers.push(Number(this.word()));
    } while (this.accept(","));
    this.expect(")");
    if (!numbers.every(Number.isInteger)) throw this.fault("whole numbers between the parentheses");
    return numbers;
  }

  private word(): string {
    this.skipSpace();
    const word = /^\w+/.exec(this.text.slice(this.position))?.[0];
    if (word === undefined) throw this.fault("a type");
    this.position += word.length;
    return word;
  }

  private expect(symbol: string): void {
    if (!this.accept(symbol)) throw this.fault(`"${symbol}"`);
  }

  private accept(symbol: string): boolean {
    this.skipSpace();
    if (this.text[this.position] !== symbol) return false;
    this.position += 1;
    return true;
  }

  private skipSpace(): void {
    while (this.text[this.position] === " ") this.position += 1;
  }

  private fault(expected: string): Error {
    return new Error(
      `The column type "${this.text}" can't be read: expected ${expected} at character ${this.position + 1}.`,
    );
  }
}
