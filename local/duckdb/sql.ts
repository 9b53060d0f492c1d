/** Makes a fragment of text that was checked; nothing outside of this file can. */
let make: (text: string) => Sql;

/**
 * A piece of DuckDB's SQL. Only the tag {@link SQL} and the quoting functions beside it make one, so that a value never
 * becomes SQL by itself; only `run-sql.ts` hands one to DuckDB.
 */
export class Sql {
  // A private member makes the type nominal: no other object passes for one.
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  /** The SQL as text, to be compared and looked at: it can't become SQL again. */
  get text(): string {
    return this.#text;
  }

  /** @throws TypeError always: a fragment in an ordinary template would be text again */
  toString(): never {
    throw new TypeError("A fragment of SQL goes into the tag SQL`…`, not into text.");
  }

  static {
    make = (text) => new Sql(text);
  }
}

/**
 * SQL as it stands in the source code, with other fragments in it: `` SQL`SELECT ${identifier(name)}` ``.
 *
 * @throws TypeError when it is called otherwise than as a tag, or with anything but fragments in it
 */
export function SQL(strings: TemplateStringsArray, ...fragments: readonly Sql[]): Sql {
  // What the language makes of a template is frozen; an array that somebody filled by hand is not.
  if (!Object.isFrozen(strings) || !Object.isFrozen(strings.raw)) {
    throw new TypeError("SQL is a tag of templates, not a function of texts.");
  }
  let text = strings[0] ?? "";
  for (let index = 0; index < fragments.length; index += 1) {
    text += textOf(fragments[index]) + (strings[index + 1] ?? "");
  }
  return make(text);
}

/** Fragments one after the other. @param separator @default - a comma and a space */
export function join(fragments: readonly Sql[], separator: Sql = COMMA): Sql {
  return make(fragments.map((fragment) => textOf(fragment)).join(separator.text));
}

function textOf(fragment: Sql | undefined): string {
  if (fragment instanceof Sql) return fragment.text;
  throw new TypeError("Only fragments of SQL go into SQL: quote a value by identifier or literal.");
}

const COMMA = SQL`, `;

/** No SQL at all. */
export const EMPTY = SQL``;

/** A name or text that SQL has no form for. */
export class UnquotableText extends Error {
  constructor(what: string, reason: string) {
    super(`${what} ${reason}`);
    this.name = "UnquotableText";
  }
}

/** Half of a character that needs two units of UTF-16: there is no UTF-8 for it, so that DuckDB would get another text. */
const HALF_A_CHARACTER = /\p{Surrogate}/u;

/**
 * A name in quotes, whatever stands in it.
 *
 * @throws UnquotableText for an empty name, and one with a NUL or half a surrogate pair
 */
export function identifier(name: string): Sql {
  const what = `The name ${JSON.stringify(name.slice(0, 100))}`;
  if (name === "") throw new UnquotableText(what, "is empty: a name has a character at least");
  if (name.includes("\0")) throw new UnquotableText(what, "has a NUL character: use another name");
  if (HALF_A_CHARACTER.test(name)) throw new UnquotableText(what, "is no well-formed Unicode");
  return make(`"${name.replaceAll('"', '""')}"`);
}

/** What {@link literal} writes. */
export type LiteralValue = string | number | bigint | boolean | Date | Uint8Array | null;

/**
 * A value: a text as VARCHAR, a whole number, a boolean, an instant as TIMESTAMP in UTC, bytes as BLOB, or NULL.
 *
 * @throws UnquotableText for a text that is no well-formed Unicode
 * @throws RangeError for a number that is not whole
 */
export function literal(value: LiteralValue): Sql {
  switch (typeof value) {
    case "string":
      return textLiteral(value);
    case "boolean":
      return value ? SQL`TRUE` : SQL`FALSE`;
    case "number":
      if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no whole number`);
      return wholeNumber(value);
    case "bigint":
      return wholeNumber(value);
    default:
      if (value === null) return SQL`NULL`;
      if (value instanceof Uint8Array) return SQL`from_hex(${hex(value)})`;
      return SQL`TIMESTAMP ${textLiteral(value.toISOString().replace("T", " ").replace("Z", ""))}`;
  }
}

/**
 * A number as a query wrote it, such as `1.50` or `2e-3`.
 *
 * @throws RangeError for any other text
 */
export function numeral(digits: string): Sql {
  if (/^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(digits)) return make(digits);
  throw new RangeError(`${digits.slice(0, 100)} is no number`);
}

function wholeNumber(value: number | bigint): Sql {
  // Behind a minus another one would begin a comment.
  return value < 0 ? make(`(${value})`) : make(`${value}`);
}

function textLiteral(text: string): Sql {
  if (HALF_A_CHARACTER.test(text)) {
    const what = `The text ${JSON.stringify(text.slice(0, 100))}`;
    throw new UnquotableText(what, "is no well-formed Unicode");
  }
  // DuckDB reads SQL up to the first NUL; its values may have them.
  if (text.includes("\0")) return SQL`decode(from_hex(${hex(Buffer.from(text))}))`;
  return make(`'${text.replaceAll("'", "''")}'`);
}

function hex(bytes: Uint8Array): Sql {
  return make(`'${Buffer.from(bytes).toString("hex")}'`);
}
