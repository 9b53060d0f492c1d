import { QueryError } from "../../../../local/athena/query-error";
import { parseStatement } from "../../../../local/athena/sql/statement-parser";
import { checkExpressions, checkErrors } from "../../../support/athena/check-expressions";
import { RunningAthena } from "../../../support/athena/running-athena";
import { TestEngine } from "../../../support/athena/test-engine";

const MAX_BYTES = 262_144;

const TOO_LARGE = "statement is too large (stack overflow while parsing)";

/** A text of a length, made of a part again and again. */
function filled(head: string, part: string, length: number, tail = ""): string {
  const count = Math.floor((length - head.length - tail.length) / part.length);
  return head + part.repeat(count) + tail;
}

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
    plain = reading(filled("SELECT a", ",a", MAX_BYTES)).milliseconds;
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
    const { milliseconds } = reading(filled(head, part, MAX_BYTES));
    expect(milliseconds).toBeLessThan(5 * plain);
  });

  it.each([
    ["digits", "SELECT ", "1"],
    ["comments without an end", "SELECT 1 ", "/* "],
    ["quotes", "SELECT '", "''"],
  ])("is cut into words quicker than a plain one is read: %s", (_, head, part) => {
    expect(reading(filled(head, part, MAX_BYTES)).milliseconds).toBeLessThan(plain);
  });

  it("is refused where a part of it would be read again and again", () => {
    const inner = filled("SELECT a", ",a", 30_000);
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

describe("a statement that is deep without being nested", () => {
  const engine = new TestEngine();

  afterAll(() => engine.close());

  it.each([
    ["a sum", filled("SELECT 1", "+1", 60_000)],
    ["a condition", filled("SELECT 1 WHERE TRUE", " OR FALSE", 100_000)],
  ])("answers, or fails in Trino's words: %s", async (_, sql) => {
    const outcome = await engine.run(sql).then(
      ({ rows }) => String(rows.length),
      () => engine.errorOf(sql),
    );
    expect([
      "1",
      "STACK_OVERFLOW: statement is too large (stack overflow during analysis)",
    ]).toContain(outcome);
  });
});

describe("what functions may make", () => {
  const entries =
    "INVALID_FUNCTION_ARGUMENT: result of sequence function must not have more than 10000 entries";

  // As Trino 476 answers.
  checkErrors([
    ["sequence(1, 10001)", entries],
    ["sequence(1, 9223372036854775807)", entries],
    ["sequence(-9223372036854775807, 9223372036854775807)", entries],
    ["sequence(10001, 1)", entries],
    ["sequence(1, 5, 0)", "INVALID_FUNCTION_ARGUMENT: step must not be zero"],
    [
      "sequence(1, 5, -1)",
      "INVALID_FUNCTION_ARGUMENT: sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be less than or equal to start",
    ],
    [
      "repeat('a', 10001)",
      "INVALID_FUNCTION_ARGUMENT: count argument of repeat function must be less than or equal to 10000",
    ],
    [
      "repeat('a', -1)",
      "INVALID_FUNCTION_ARGUMENT: count argument of repeat function must be greater than or equal to 0",
    ],
    [
      "lpad('a', 2147483648, 'b')",
      "INVALID_FUNCTION_ARGUMENT: Target length must be in the range [0..2147483647]",
    ],
    [
      "rpad('a', -1, 'b')",
      "INVALID_FUNCTION_ARGUMENT: Target length must be in the range [0..2147483647]",
    ],
    ["lpad('a', 5, '')", "INVALID_FUNCTION_ARGUMENT: Padding string must not be empty"],
    [
      "listagg(lpad('a', 1000, 'b')) FROM UNNEST(sequence(1, 1100)) AS t (x)",
      "EXCEEDED_FUNCTION_MEMORY_LIMIT: Concatenated string has the length in bytes larger than the maximum allowed 1048576",
    ],
  ]);

  checkExpressions([
    ["cardinality(sequence(1, 10000))", "10000", "bigint"],
    [
      "cardinality(sequence(-9223372036854775807, 9223372036854775807, 9223372036854775807))",
      "3",
      "bigint",
    ],
    ["sequence(3, 1)", "[3, 2, 1]", "array(bigint)"],
    ["sequence(1, CAST(NULL AS bigint))", null, "array(bigint)"],
    ["cardinality(repeat('a', 10000))", "10000", "bigint"],
    ["repeat(1, 0)", "[]", "array(integer)"],
    ["length(rpad('a', 2000001, 'b'))", "2000001", "bigint"],
    ["TRY(sequence(1, 10001))", null, "array(bigint)"],
  ]);
});

describe("calls of Athena's API that ask for too much", () => {
  const athena = new RunningAthena({ limits: { stopGraceMs: 100 } });

  beforeAll(() => athena.start());
  afterAll(() => athena.stop());

  it("refuses a text of more than 262,144 bytes, not characters, as on AWS", async () => {
    const text = (bytes: number) => `SELECT 'ü${"x".repeat(bytes - "SELECT 'ü'".length - 1)}'`;
    expect(Buffer.byteLength(text(MAX_BYTES))).toBe(MAX_BYTES);
    expect(await athena.run(text(MAX_BYTES))).toMatchObject({ State: "SUCCEEDED" });
    expect(
      await athena.call("StartQueryExecution", { QueryString: text(MAX_BYTES + 1) }),
    ).toMatchObject({
      __type: "InvalidRequestException",
      message:
        "1 validation error detected: Value at 'queryString' failed to satisfy constraint: Member must have length less than or equal to 262144",
    });
  });

  it.each<readonly [operation: string, what: string, input: object]>([
    [
      "StartQueryExecution",
      "a parameter of 1,025 characters",
      { QueryString: "SELECT ?", ExecutionParameters: [`'${"x".repeat(1023)}'`] },
    ],
    ["ListQueryExecutions", "a token before the first", { NextToken: "-1" }],
    ["ListQueryExecutions", "a token that is no number", { NextToken: "1e3" }],
    ["ListQueryExecutions", "51 at once", { MaxResults: 51 }],
    ["BatchGetQueryExecution", "51 ids", { QueryExecutionIds: Array.from({ length: 51 }, String) }],
  ])("refuses %s with %s", async (operation, _, input) => {
    expect(await athena.call(operation, input)).toMatchObject({
      __type: "InvalidRequestException",
    });
  });

  it.each([
    ["1,001 rows", () => ({ MaxResults: 1001 })],
    ["no row", () => ({ MaxResults: 0 })],
    ["half a row", () => ({ MaxResults: 1.5 })],
    ["a token that is none", () => ({ NextToken: "x" })],
    [
      "a token that points into the middle of a row",
      (id: string) => ({ NextToken: Buffer.from(JSON.stringify([id, 3])).toString("base64") }),
    ],
  ])("refuses a page of a result with %s", async (_, asked) => {
    const id = await athena.query("SELECT 1");
    await athena.ended(id);
    expect(
      await athena.call("GetQueryResults", { QueryExecutionId: id, ...asked(id) }),
    ).toMatchObject({ __type: "InvalidRequestException" });
  });

  it("refuses more queries than an account may have, and runs the others", async () => {
    const endless = `SELECT regexp_like('${"a".repeat(60)}!', '^(a+)+$')`;
    const answers = await Promise.all(
      Array.from({ length: 1000 }, () =>
        athena.call("StartQueryExecution", { QueryString: endless }),
      ),
    );
    const refused = answers.filter(({ __type: type }) => type === "TooManyRequestsException");
    expect(refused).toHaveLength(800);
    expect(refused[0]?.["message"]).toContain(
      "You have exceeded the limit for the number of queries",
    );
    const ids = answers.flatMap(({ QueryExecutionId: id }) => (typeof id === "string" ? [id] : []));
    const states = await Promise.all(ids.map((id) => athena.stateOf(id)));
    expect(states.filter((state) => state === "RUNNING")).toHaveLength(3);
    expect(athena.pool?.processIds.length).toBeLessThanOrEqual(4);
    // What is not started yet is ended first: otherwise each would run for a moment.
    for (const id of ids.reverse())
      await athena.call("StopQueryExecution", { QueryExecutionId: id });
    expect(await athena.run("SELECT 1")).toMatchObject({ State: "SUCCEEDED" });
  });
});
