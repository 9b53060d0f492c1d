import { QueryError } from "../../../../local/athena/query-error";
import { parseStatement } from "../../../../local/athena/sql/statement-parser";
import { repeatToLength } from "../../../support/athena/repeat-to-length";

const MAX_BYTES = 262_144;

const TOO_LARGE = "A statement with more than 250 levels of nesting is not supported";

/** The time to parse a text, and the error if it is not a statement. */
function timedParse(text: string): {
  readonly milliseconds: number;
  readonly error?: string | undefined;
} {
  const start = performance.now();
  let error: string | undefined;
  try {
    parseStatement(text);
  } catch (thrown) {
    if (!(thrown instanceof QueryError)) throw thrown;
    error = thrown.message;
  }
  return { milliseconds: performance.now() - start, error };
}

describe("a text that would be slow to parse", () => {
  let plain: number;

  beforeAll(() => {
    plain = timedParse(repeatToLength("SELECT a", ",a", MAX_BYTES)).milliseconds;
  });

  // Quadratic time would be minutes at this length.
  it.each([
    ["sums", "SELECT a", "+a"],
    ["fields of fields", "SELECT a", ".a"],
    ["numbers with names", "SELECT a", ",.1a"],
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
  ])("is parsed in linear time: %s", (_, head, part) => {
    const { milliseconds } = timedParse(repeatToLength(head, part, MAX_BYTES));
    expect(milliseconds).toBeLessThan(5 * plain);
  });

  it.each([
    ["digits", "SELECT ", "1"],
    ["comments without an end", "SELECT 1 ", "/* "],
    ["quotes", "SELECT '", "''"],
  ])("is tokenized faster than an ordinary one is parsed: %s", (_, head, part) => {
    expect(timedParse(repeatToLength(head, part, MAX_BYTES)).milliseconds).toBeLessThan(plain);
  });

  it("is rejected if it needs too much backtracking", () => {
    const inner = repeatToLength("SELECT a", ",a", 30_000);
    const depth = 100;
    const text = `SELECT * FROM ${"((SELECT * FROM ".repeat(depth)}(${inner} nonsense`;
    expect(timedParse(text).error).toContain(TOO_LARGE);
  });

  it.each([
    ["parentheses", "(", "1", ")"],
    ["queries", "(SELECT ", "1", ")"],
    ["negations", "NOT ", "TRUE", ""],
    ["calls", "abs(", "1", ")"],
    ["cases", "CASE WHEN TRUE THEN ", "1", " END"],
    ["arrays", "ARRAY[", "1", "]"],
  ])("is refused by its name if it is nested too deeply: %s", (_, open, inner, close) => {
    const nested = (depth: number) => `SELECT ${open.repeat(depth)}${inner}${close.repeat(depth)}`;
    expect(timedParse(nested(100)).error).toBeUndefined();
    for (const depth of [1_000, 10_000]) {
      expect(timedParse(nested(depth)).error).toContain(`NOT_SUPPORTED: line 1:1: ${TOO_LARGE}`);
    }
  });
});

describe("the parser with a nearly full stack", () => {
  it("rejects a nested text with the same error", () => {
    const text = `SELECT ${"(".repeat(100)}1${")".repeat(100)}`;
    /** Parses the text as deep in the stack as possible. */
    const errorFromDepth = (): string | undefined => {
      try {
        return errorFromDepth();
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        return timedParse(text).error;
      }
    };
    expect(errorFromDepth()).toContain(`NOT_SUPPORTED: line 1:1: ${TOO_LARGE}`);
  });
});
