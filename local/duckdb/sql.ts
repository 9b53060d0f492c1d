/** A shared value in a fragment. */
interface Shared {
  readonly value: Sql;
  /** Whether what the fragment calls uses it more than once. */
  readonly repeated: boolean;
}

type Parts = readonly (string | Shared)[];

/** Creates a fragment from checked text; only this file can. */
let make: (parts: Parts, bindings?: number) => Sql;

let partsOf: (fragment: Sql) => Parts;

/**
 * A fragment of DuckDB's SQL. Only the tag {@link SQL} and the quoting functions of this file create one, so that a
 * value never becomes SQL unquoted; only `run-sql.ts` passes one to DuckDB.
 */
export class Sql {
  // A private member makes the type nominal: no other object is assignable to it.
  readonly #parts: Parts;

  private constructor(
    parts: Parts,
    /** How many bindings, of `bind-shared.ts`, are nested in it. */
    readonly bindings: number,
  ) {
    this.#parts = parts;
  }

  /** The SQL as text, for comparisons and tests: it can't become SQL again. */
  get text(): string {
    return this.#parts.map((part) => (typeof part === "string" ? part : part.value.text)).join("");
  }

  /** @throws TypeError always: a fragment in an ordinary template would be text again */
  toString(): never {
    throw new TypeError("A fragment of SQL goes into the tag SQL`…`, not into text.");
  }

  static {
    make = (parts, bindings = 0) => new Sql(parts, bindings);
    partsOf = (fragment) => fragment.#parts;
  }
}

/**
 * SQL of the source code, with other fragments inserted: `` SQL`SELECT ${identifier(name)}` ``.
 *
 * @throws TypeError when it is not called as a tag, or when anything but a fragment is inserted
 */
export function SQL(strings: TemplateStringsArray, ...fragments: readonly Sql[]): Sql {
  // The strings of a template literal are frozen; an array built by hand is not.
  if (!Object.isFrozen(strings) || !Object.isFrozen(strings.raw)) {
    throw new TypeError("SQL is a tag of templates, not a function of texts.");
  }
  const parts: (string | Shared)[] = [strings[0] ?? ""];
  for (let index = 0; index < fragments.length; index += 1) {
    append(parts, fragments[index]);
    appendPart(parts, strings[index + 1] ?? "");
  }
  return make(parts, nesting(fragments));
}

/** Joins fragments. @param separator @default - a comma and a space */
export function join(fragments: readonly Sql[], separator: Sql = COMMA): Sql {
  const parts: (string | Shared)[] = [];
  fragments.forEach((fragment, index) => {
    if (index > 0) append(parts, separator);
    append(parts, fragment);
  });
  return make(parts, nesting(fragments));
}

function nesting(fragments: readonly Sql[]): number {
  return fragments.reduce((most, { bindings }) => Math.max(most, bindings), 0);
}

/** Appends the parts of a fragment. */
function append(parts: (string | Shared)[], fragment: Sql | undefined): void {
  if (!(fragment instanceof Sql)) {
    throw new TypeError(
      "Only fragments of SQL go into SQL: quote a value by identifier or literal.",
    );
  }
  for (const part of partsOf(fragment)) appendPart(parts, part);
}

/** Appends a part, joining adjacent texts. */
function appendPart(parts: (string | Shared)[], part: string | Shared): void {
  const last = parts[parts.length - 1];
  if (typeof last === "string" && typeof part === "string") parts[parts.length - 1] = last + part;
  else parts.push(part);
}

/** A fragment that SQL which it goes into knows as one value: {@link sharedUses} counts it. */
export function shared(fragment: Sql): Sql {
  return make([{ value: fragment, repeated: false }], fragment.bindings);
}

/** A fragment whose shared values count as used more than once. */
export function repeated(fragment: Sql): Sql {
  const parts = partsOf(fragment).map((part) =>
    typeof part === "string" ? part : { ...part, repeated: true },
  );
  return make(parts, fragment.bindings);
}

/** The shared values in a fragment, and how often it uses each: two stands for any number above one. */
export function sharedUses(fragment: Sql): ReadonlyMap<Sql, number> {
  const uses = new Map<Sql, number>();
  for (const part of partsOf(fragment)) {
    if (typeof part === "string") continue;
    uses.set(part.value, (uses.get(part.value) ?? 0) + (part.repeated ? 2 : 1));
  }
  return uses;
}

/** A fragment with some of its shared values replaced. @param replacement undefined keeps the value as it is */
export function replaceShared(fragment: Sql, replacement: (value: Sql) => Sql | undefined): Sql {
  const parts: (string | Shared)[] = [];
  let { bindings } = fragment;
  for (const part of partsOf(fragment)) {
    const replaced = typeof part === "string" ? undefined : replacement(part.value);
    if (replaced === undefined) appendPart(parts, part);
    else append(parts, replaced);
    bindings = Math.max(bindings, replaced?.bindings ?? 0);
  }
  return make(parts, bindings);
}

/** A fragment that is one more binding. */
export function asBinding(fragment: Sql): Sql {
  return make(partsOf(fragment), fragment.bindings + 1);
}

const COMMA = SQL`, `;

/** The empty fragment. */
export const EMPTY = SQL``;

/** A name or text that can't be quoted. */
export class UnquotableTextError extends Error {
  constructor(what: string, reason: string) {
    super(`${what} ${reason}`);
    this.name = "UnquotableText";
  }
}

/** A lone surrogate has no UTF-8 encoding: DuckDB would receive another text. */
const LONE_SURROGATE = /\p{Surrogate}/u;

const NOT_WELL_FORMED = "is not well-formed Unicode";

/**
 * A quoted identifier.
 *
 * @throws UnquotableTextError for an empty name, a NUL or a lone surrogate
 */
export function identifier(name: string): Sql {
  const what = `The name ${JSON.stringify(name.slice(0, 100))}`;
  if (name === "")
    throw new UnquotableTextError(what, "is empty: a name has at least one character");
  if (name.includes("\0"))
    throw new UnquotableTextError(what, "has a NUL character: use another name");
  if (LONE_SURROGATE.test(name)) throw new UnquotableTextError(what, NOT_WELL_FORMED);
  return make([`"${name.replaceAll('"', '""')}"`]);
}

/** The values that {@link literal} accepts. */
export type LiteralValue = string | number | bigint | boolean | Date | Uint8Array | null;

/**
 * A literal: a VARCHAR, an integer, a boolean, an instant as TIMESTAMP in UTC, bytes as BLOB, or NULL.
 *
 * @throws UnquotableTextError for a text that is not well-formed Unicode
 * @throws RangeError for a number that is not an integer
 */
export function literal(value: LiteralValue): Sql {
  switch (typeof value) {
    case "string":
      return textLiteral(value);
    case "boolean":
      return value ? SQL`TRUE` : SQL`FALSE`;
    case "number":
      if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not an integer`);
      return integerLiteral(value);
    case "bigint":
      return integerLiteral(value);
    default:
      if (value === null) return SQL`NULL`;
      if (value instanceof Uint8Array) return SQL`from_hex(${hex(value)})`;
      return SQL`TIMESTAMP ${textLiteral(value.toISOString().replace("T", " ").replace("Z", ""))}`;
  }
}

/**
 * A number as it was written in a query, such as `1.50` or `2e-3`.
 *
 * @throws RangeError for any other text
 */
export function numericLiteral(digits: string): Sql {
  if (/^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(digits)) return make([digits]);
  throw new RangeError(`${digits.slice(0, 100)} is not a number`);
}

function integerLiteral(value: number | bigint): Sql {
  // In parentheses: after a minus sign, another one would start a comment.
  return value < 0 ? make([`(${value})`]) : make([`${value}`]);
}

function textLiteral(text: string): Sql {
  if (LONE_SURROGATE.test(text)) {
    const what = `The text ${JSON.stringify(text.slice(0, 100))}`;
    throw new UnquotableTextError(what, NOT_WELL_FORMED);
  }
  // DuckDB ignores SQL after a NUL; its values may contain them.
  if (text.includes("\0")) return SQL`decode(from_hex(${hex(Buffer.from(text))}))`;
  return make([`'${text.replaceAll("'", "''")}'`]);
}

function hex(bytes: Uint8Array): Sql {
  return make([`'${Buffer.from(bytes).toString("hex")}'`]);
}
