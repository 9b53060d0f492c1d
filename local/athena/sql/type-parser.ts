import { unsupported } from "../query-error";
import type { TypeName } from "./syntax-tree";
import type { Token } from "./token";
import type { TokenCursor } from "./token-cursor";

/** Parses a type, for example `timestamp(3) with time zone` or `array(row(a integer, b varchar))`. */
export function parseType(cursor: TokenCursor): TypeName {
  let type = cursor.nested(() => parseBaseType(cursor));
  // `varchar ARRAY` is standard SQL for array(varchar).
  while (cursor.at("ARRAY")) {
    const { line, column } = cursor.next();
    if (cursor.atSymbol("[")) throw unsupported("ARRAY[n] as a type", { line, column });
    type = { name: "array", args: [type], line, column };
  }
  return type;
}

function parseBaseType(cursor: TokenCursor): TypeName {
  const first = cursor.peek();
  if (first.kind !== "name" && first.kind !== "quoted") throw cursor.mismatch("<type>");
  cursor.next();
  const position = { line: first.line, column: first.column };
  const name = first.text.toLowerCase();
  if (name === "double") cursor.accept("PRECISION");
  if (name === "interval") return { name: intervalName(cursor), args: [], ...position };
  if (name === "row" && cursor.atSymbol("(")) return { name, ...rowFields(cursor), ...position };
  const args = cursor.acceptSymbol("(") ? typeArguments(cursor) : angledArguments(cursor, name);
  if (name === "timestamp" || name === "time") {
    if (cursor.accept("WITH", "TIME", "ZONE")) {
      return { name: `${name} with time zone`, args, ...position };
    }
    cursor.accept("WITHOUT", "TIME", "ZONE");
  }
  return { name, args, ...position };
}

/** The types of intervals that have values. */
const INTERVALS: readonly (readonly [from: string, to: string])[] = [
  ["YEAR", "MONTH"],
  ["DAY", "SECOND"],
];

function intervalName(cursor: TokenCursor): string {
  for (const [from, to] of INTERVALS) {
    if (cursor.accept(from, "TO", to)) return `interval ${from} to ${to}`.toLowerCase();
  }
  const field = cursor.peek();
  if (isIntervalField(field)) {
    throw unsupported(`The type interval ${field.text.toLowerCase()}`, field);
  }
  return "interval";
}

/** Fields of intervals. */
export const INTERVAL_FIELDS: readonly string[] = [
  "YEAR",
  "MONTH",
  "DAY",
  "HOUR",
  "MINUTE",
  "SECOND",
];

function typeArguments(cursor: TokenCursor): (number | TypeName)[] {
  const args = cursor.list(() => {
    const token = cursor.peek();
    if (token.kind !== "integer") return parseType(cursor);
    cursor.next();
    return Number(token.text);
  });
  cursor.expectSymbol(")");
  return args;
}

/** `array<integer>`, Trino's legacy syntax. */
function angledArguments(cursor: TokenCursor, name: string): TypeName[] {
  if ((name !== "array" && name !== "map") || !cursor.acceptSymbol("<")) return [];
  const args = cursor.list(() => parseType(cursor));
  cursor.expectSymbol(">");
  return args;
}

function rowFields(cursor: TokenCursor): Pick<TypeName, "args" | "fieldNames"> {
  cursor.expectSymbol("(");
  const fields = cursor.list(() => {
    const named = cursor.attempt(() => {
      const field = cursor.next();
      if (field.kind !== "name" && field.kind !== "quoted") throw cursor.mismatch();
      // A quoted name keeps its case.
      const name = field.kind === "quoted" ? field.text : field.text.toLowerCase();
      return { name, type: parseType(cursor) };
    });
    return named ?? { name: undefined, type: parseType(cursor) };
  });
  cursor.expectSymbol(")");
  return { args: fields.map(({ type }) => type), fieldNames: fields.map(({ name }) => name) };
}

/** Whether a token is the field of an interval. */
export function isIntervalField({ keyword }: Token): boolean {
  return keyword !== undefined && INTERVAL_FIELDS.includes(keyword);
}
