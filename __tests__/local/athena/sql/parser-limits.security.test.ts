import { QueryError } from "../../../../local/athena/query-error";
import { parseStatement } from "../../../../local/athena/sql/statement-parser";
import { repeatToLength } from "../../../support/athena/repeat-to-length";

const MAX_BYTES = 262_144;

const TOO_LARGE = "statement is too large (stack overflow while parsing)";

/** How a text is read: the milliseconds, and the fault if it is no statement. */
function reading(text: string): {
  readonly milliseconds: number;
  readonly fault?: string | undefined;
} {
  const begun = performance.now();
  let fault: string | undefined;
  try {
    parseStatement(text);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    fault = error.message;
  }
  return { milliseconds: performance.now() - begun, fault };
}

describe("a text that would keep its reader busy", () => {
  let plain: number;

  beforeAll(() => {
    plain = reading(repeatToLength("SELECT a", ",a", MAX_BYTES)).milliseconds;
  });

  // What takes a square of its length, or more, takes minutes at this length.
  it.each([
    ["sums", "SELECT a", "+a"],
    ["fields of fields", "SELECT a", ".a"],
    ["quoted names", "SELECT ", '"a",'],
    ["relations", "SELECT 1 FROM a", ",a"],
    ["unions", "SELECT 1", " UNION SELECT 1"],
    ["parentheses", "SELECT ", "("],
    ["rows in rows", "SELECT ", "(a,"],
    ["lambdas", "SELECT ", "(a)->"],
    ["negations", "SELECT ", "NOT "],
    ["cases in cases", "SELECT ", "CASE WHEN "],
    ["types in types", "SELECT CAST(a AS ", "row(a "],
    ["queries that may be joins", "SELECT * FROM ", "((SELECT * FROM "],
    ["queries that are joins", "SELECT * FROM ", "((SELECT 1) CROSS JOIN "],
  ])("is read in time that grows with its length: %s", (_, head, part) => {
    const { milliseconds } = reading(repeatToLength(head, part, MAX_BYTES));
    expect(milliseconds).toBeLessThan(5 * plain);
  });

  it.each([
    ["digits", "SELECT ", "1"],
    ["comments without an end", "SELECT 1 ", "/* "],
    ["quotes", "SELECT '", "''"],
  ])("is cut into words quicker than a plain one is read: %s", (_, head, part) => {
    expect(reading(repeatToLength(head, part, MAX_BYTES)).milliseconds).toBeLessThan(plain);
  });

  it("is refused where a part of it would be read again and again", () => {
    const inner = repeatToLength("SELECT a", ",a", 30_000);
    const depth = 100;
    const text = `SELECT * FROM ${"((SELECT * FROM ".repeat(depth)}(${inner} nonsense`;
    expect(reading(text).fault).toContain(TOO_LARGE);
  });

  it.each([
    ["parentheses", "(", "1", ")"],
    ["queries", "(SELECT ", "1", ")"],
    ["negations", "NOT ", "TRUE", ""],
    ["calls", "abs(", "1", ")"],
    ["cases", "CASE WHEN TRUE THEN ", "1", " END"],
    ["arrays", "ARRAY[", "1", "]"],
  ])("is refused in Trino's words where it is nested too deeply: %s", (_, open, inner, close) => {
    const nested = (depth: number) => `SELECT ${open.repeat(depth)}${inner}${close.repeat(depth)}`;
    expect(reading(nested(100)).fault).toBeUndefined();
    for (const depth of [1_000, 10_000]) {
      expect(reading(nested(depth)).fault).toBe(`SYNTAX_ERROR: line 1:1: ${TOO_LARGE}`);
    }
  });
});

describe("a reader with little of its stack left", () => {
  it("refuses a nested text in the same words", () => {
    const text = `SELECT ${"(".repeat(100)}1${")".repeat(100)}`;
    /** Reads the text as deep in the stack as it can be. */
    const faultFromDepth = (): string | undefined => {
      try {
        return faultFromDepth();
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        return reading(text).fault;
      }
    };
    expect(faultFromDepth()).toBe(`SYNTAX_ERROR: line 1:1: ${TOO_LARGE}`);
  });
});
