import { type Keyword, keyword } from "../../../local/duckdb/keyword";
import {
  identifier,
  join,
  literal,
  numericLiteral,
  SQL,
  type Sql,
} from "../../../local/duckdb/sql";

describe("a fragment of SQL", () => {
  it("contains other fragments unchanged", () => {
    const list = join([literal("it's"), literal(-1), literal(true), literal(null)]);
    expect(SQL`SELECT ${list} AS ${identifier('a"b')}`.text).toBe(
      `SELECT 'it''s', (-1), TRUE, NULL AS "a""b"`,
    );
  });

  it("accepts nothing else, even past the compiler", () => {
    const text = "1; COPY x" as unknown as Sql;
    expect(() => SQL`SELECT ${text}`).toThrow("Only fragments of SQL go into SQL");
    expect(() => join([text])).toThrow("Only fragments of SQL go into SQL");
    const forged = Object.assign(["SELECT 1"], { raw: ["SELECT 1"] });
    expect(() => SQL(forged)).toThrow("SQL is a tag of templates");
    expect(() => keyword("ALL; COPY" as Keyword)).toThrow('"ALL; COPY" is not a keyword');
    expect(() => keyword("constructor" as Keyword)).toThrow("is not a keyword");
    expect(() => numericLiteral("1; COPY")).toThrow("1; COPY is not a number");
    expect(() => literal(0.5)).toThrow("0.5 is not an integer");
    expect(() => literal(Infinity)).toThrow("Infinity is not an integer");
  });

  it("does not convert to a string", () => {
    expect(() => String(SQL`SELECT 1`)).toThrow("not into text");
  });

  it.each([
    ["", 'The name "" is empty'],
    ["a\0b", 'The name "a\\u0000b" has a NUL character'],
    ["a\ud800", 'The name "a\\ud800" is not well-formed Unicode'],
  ])("rejects the name %j", (name, reason) => {
    expect(() => identifier(name)).toThrow(reason);
  });

  it("rejects a text that has no UTF-8 encoding", () => {
    expect(() => literal("a\udc00")).toThrow('The text "a\\udc00" is not well-formed Unicode');
  });
});
