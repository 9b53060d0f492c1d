import { toQueryError } from "../../../../local/athena/engine/engine-error";
import { TestEngine } from "../../../support/athena/test-engine";
import { repeatToLength } from "../../../support/athena/repeat-to-length";

/** A statement with n of its parts. */
type Statement = (n: number) => string;

function repeated(part: string, n: number, separator: string): string {
  return Array.from({ length: n }, () => part).join(separator);
}

function numbered(n: number, part: (index: number) => string, separator: string): string {
  return Array.from({ length: n }, (_, index) => part(index)).join(separator);
}

const NUMBER = "FROM (VALUES 1) t(x)";

/** Statements of many parts, with the number of them that is tried. */
const STATEMENTS: readonly (readonly [what: string, n: number, statement: Statement])[] = [
  ["joined literals", 400, (n) => `SELECT ${repeated("'a'", n, " || ")}`],
  ["added literals", 400, (n) => `SELECT ${repeated("1", n, " + ")}`],
  ["joined columns", 400, (n) => `SELECT ${repeated("y", n, " || ")} FROM (VALUES 'a') t(y)`],
  ["OR", 2_000, (n) => `SELECT 1 ${NUMBER} WHERE ${repeated("x = 5", n, " OR ")}`],
  ["OR of constants", 8_000, (n) => `SELECT 1 WHERE ${repeated("FALSE", n, " OR ")}`],
  ["AND", 2_000, (n) => `SELECT 1 ${NUMBER} WHERE ${repeated("x <> 5", n, " AND ")}`],
  ["IN", 5_000, (n) => `SELECT 1 ${NUMBER} WHERE x IN (${numbered(n, String, ", ")})`],
  [
    "CASE",
    500,
    (n) => `SELECT CASE ${numbered(n, (i) => `WHEN x = ${i} THEN '${i}'`, " ")} END ${NUMBER}`,
  ],
  ["UNION ALL", 200, (n) => repeated("SELECT 1", n, " UNION ALL ")],
  ["UNION", 200, (n) => repeated("SELECT 1", n, " UNION ")],
  [
    "WITH",
    100,
    (n) =>
      `WITH c0 AS (SELECT 1 AS x), ${numbered(n, (i) => `c${i + 1} AS (SELECT x + 1 AS x FROM c${i})`, ", ")} SELECT x FROM c${n}`,
  ],
  ["VALUES", 5_000, (n) => `SELECT count(*) FROM (VALUES ${repeated("(1, 'a')", n, ", ")}) t`],
  ["parentheses", 1_000, (n) => `SELECT ${"(".repeat(n)}1${")".repeat(n)}`],
  ["calls of literals", 100, (n) => `SELECT ${"upper(".repeat(n)}'a'${")".repeat(n)}`],
  ["calls of columns", 100, (n) => `SELECT ${"abs(".repeat(n)}x${")".repeat(n)} ${NUMBER}`],
  ["signs", 200, (n) => `SELECT ${"- ".repeat(n)}1`],
];

describe("a statement of many parts", () => {
  const engine = new TestEngine();

  // The first query starts DuckDB.
  beforeAll(() => engine.run("SELECT 1"));
  afterAll(() => engine.close());

  /** `answered`, or the message of the refusal, which begins with its code and names what answers it. */
  async function answeredOrRefused(sql: string): Promise<string> {
    try {
      await engine.run(sql);
      return "answered";
    } catch (error) {
      const { message } = toQueryError(error);
      expect(message).toContain("--sql-engine");
      return message;
    }
  }

  /** Milliseconds of processor time, which other processes do not lengthen as they do the time on the clock. */
  async function processorTimeOf(sql: string): Promise<number> {
    const before = process.cpuUsage();
    expect(await answeredOrRefused(sql)).toMatch(/^(?:answered$|NOT_SUPPORTED: )/);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  }

  it.each(STATEMENTS)("takes time by their number, or is refused: %s", async (_, n, statement) => {
    const shorter = await processorTimeOf(statement(n / 4));
    const whole = await processorTimeOf(statement(n));
    // Where time grows with the square of the number, it is 16 times as much. What takes less says nothing.
    expect(whole).toBeLessThan(10 * Math.max(shorter, 100));
  });

  it.each([
    ["a sum", repeatToLength("SELECT 1 + x", "+x", 60_000) + ` ${NUMBER}`],
    ["a product", repeatToLength("SELECT x", "/x", 60_000) + ` ${NUMBER}`],
    ["a concatenation", repeatToLength("SELECT y", "||y", 60_000) + " FROM (VALUES 'a') t(y)"],
  ])("refuses by its name what is too deep: %s", async (_, sql) => {
    expect(await answeredOrRefused(sql)).toContain(
      "NOT_SUPPORTED: An expression of so many operators or calls",
    );
  });
});
