/**
 * A column type of the Glue Data Catalog, which are Hive's types.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/data-types.html
 */
export type HiveType =
  | { readonly kind: NonParametricHiveKind }
  | { readonly kind: "decimal"; readonly precision: number; readonly scale: number }
  | { readonly kind: "char" | "varchar"; readonly length: number }
  | { readonly kind: "array"; readonly element: HiveType }
  | { readonly kind: "map"; readonly key: HiveType; readonly value: HiveType }
  | { readonly kind: "struct"; readonly fields: readonly HiveColumn[] };

/** A table's column or a struct's field. Names are lower case, since Hive and Athena ignore it, unless they are kept. */
export interface HiveColumn {
  readonly name: string;
  readonly type: HiveType;
}

const NON_PARAMETRIC_KINDS = [
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

/** Kinds of types that take no parameters. */
export type NonParametricHiveKind = (typeof NON_PARAMETRIC_KINDS)[number];

/** Options of {@link parseHiveType}. */
export interface ParseHiveTypeOptions {
  /** Whether names of fields stay as they are written, instead of in lower case. @default false */
  readonly keepsCase?: boolean;
}

/**
 * Parses a type as Glue stores it, for example `struct<id:int,tags:array<string>>`.
 *
 * @throws Error naming the type, and what was expected at which character
 */
export function parseHiveType(text: string, options: ParseHiveTypeOptions = {}): HiveType {
  const parser = new HiveTypeParser(text, options);
  const type = parser.type();
  parser.end();
  return type;
}

class HiveTypeParser {
  private position = 0;

  constructor(
    private readonly text: string,
    private readonly options: ParseHiveTypeOptions,
  ) {}

  type(): HiveType {
    const name = this.identifier().toLowerCase();
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
        // Hive's default: https://cwiki.apache.org/confluence/display/Hive/LanguageManual+Types
        const [precision = 10, scale = 0] = this.numbers();
        if (precision < 1 || precision > 38 || scale > precision) {
          throw this.syntaxError("a precision of 1 to 38 and a scale up to the precision");
        }
        return { kind: "decimal", precision, scale };
      }
      case "char":
      case "varchar": {
        const [length] = this.numbers();
        if (length === undefined || length < 1)
          throw this.syntaxError("a length, as in varchar(20)");
        return { kind: name, length };
      }
      case "integer":
        return { kind: "int" };
      default: {
        const kind = NON_PARAMETRIC_KINDS.find((known) => known === name);
        if (kind === undefined) throw this.syntaxError(`a Hive type instead of "${name}"`);
        return { kind };
      }
    }
  }

  end(): void {
    this.skipSpace();
    if (this.position < this.text.length) throw this.syntaxError("the end of the type");
  }

  private fields(): HiveColumn[] {
    const fields: HiveColumn[] = [];
    do {
      const colon = this.text.indexOf(":", this.position);
      const written = colon < 0 ? "" : this.text.slice(this.position, colon).trim();
      if (written === "" || /[<>,]/.test(written)) throw this.syntaxError("a field as name:type");
      const name = this.options.keepsCase === true ? written : written.toLowerCase();
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
      numbers.push(Number(this.identifier()));
    } while (this.accept(","));
    this.expect(")");
    if (!numbers.every(Number.isInteger))
      throw this.syntaxError("integers between the parentheses");
    return numbers;
  }

  private identifier(): string {
    this.skipSpace();
    const word = /^\w+/.exec(this.text.slice(this.position))?.[0];
    if (word === undefined) throw this.syntaxError("a type");
    this.position += word.length;
    return word;
  }

  private expect(symbol: string): void {
    if (!this.accept(symbol)) throw this.syntaxError(`"${symbol}"`);
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

  private syntaxError(expected: string): Error {
    return new Error(
      `The column type "${this.text}" can't be read: expected ${expected} at character ${this.position + 1}.`,
    );
  }
}
