import type { GrammarRows } from "./table-rows";

/** A query with a row pattern. @param pattern the variables are A and B */
function matching(pattern: string, clauses = "", rows = "ONE ROW PER MATCH"): string {
  return `SELECT * FROM (VALUES (1, 90), (2, 80), (3, 95)) t(id, n) MATCH_RECOGNIZE (ORDER BY id MEASURES A.n AS first_n ${rows} ${clauses} PATTERN (${pattern}) DEFINE B AS n < PREV(n)) AS m`;
}

/** Row patterns, in FROM and in windows. */
export const ROW_PATTERN_ROWS: GrammarRows = {
  PatternRecognition: [
    "SELECT * FROM (VALUES 1) t(x) MATCH_RECOGNIZE (MEASURES A.x AS y PATTERN (A) DEFINE A AS true)",
    "SELECT * FROM (VALUES 1) AS t(x) MATCH_RECOGNIZE (MEASURES A.x AS y PATTERN (A) DEFINE A AS true) AS m(z)",
    "SELECT * FROM (SELECT 1) MATCH_RECOGNIZE (PATTERN (A) DEFINE A AS true)",
    "SELECT match_recognize FROM (VALUES 1) t(match_recognize)",
  ],
  MeasureDefinition: [matching("A B")],
  RowsPerMatch: [matching("A B", "", "ALL ROWS PER MATCH")],
  EmptyMatchHandling: [
    matching("A B", "", "ALL ROWS PER MATCH SHOW EMPTY MATCHES"),
    matching("A B", "", "ALL ROWS PER MATCH WITH UNMATCHED ROWS"),
  ],
  SkipTo: [
    matching("A B", "AFTER MATCH SKIP TO NEXT ROW"),
    matching("A B", "AFTER MATCH SKIP PAST LAST ROW"),
    matching("A B", "AFTER MATCH SKIP TO FIRST B"),
    matching("A B", "AFTER MATCH SKIP TO LAST B"),
  ],
  SubsetDefinition: [
    "SELECT * FROM (VALUES 1) t(x) MATCH_RECOGNIZE (MEASURES U.x AS y PATTERN (A) SUBSET U = (A) DEFINE A AS true)",
  ],
  VariableDefinition: [
    "SELECT * FROM (VALUES 1) t(x) MATCH_RECOGNIZE (MEASURES x AS y PATTERN (A) DEFINE B AS true)",
  ],
  QuantifiedPrimary: [matching("A+ B")],
  PatternConcatenation: [matching("A B A")],
  PatternAlternation: [matching("A | B")],
  PatternVariable: [matching("A")],
  EmptyPattern: [matching("A | ()")],
  PatternPermutation: [matching("PERMUTE(A, B)")],
  GroupedPattern: [matching("(A B)")],
  PartitionStartAnchor: [matching("^ A B")],
  PartitionEndAnchor: [matching("A B $")],
  ExcludedPattern: [matching("A {- B -}", "", "ALL ROWS PER MATCH")],
  ZeroOrMoreQuantifier: [matching("A B*"), matching("A B*?")],
  OneOrMoreQuantifier: [matching("A B+"), matching("A B+?")],
  ZeroOrOneQuantifier: [matching("A B?"), matching("A B??")],
  RangeQuantifier: [matching("A B{1}"), matching("A B{1,2}"), matching("A B{,2}?")],
  WindowFrame: [
    "SELECT sum(x) OVER (ORDER BY x ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING PATTERN (A) DEFINE A AS true) FROM (VALUES 1) t(x)",
    "SELECT sum(x) OVER (ORDER BY x ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW) FROM (VALUES 1) t(x)",
  ],
  Measure: [
    "SELECT m OVER (ORDER BY x MEASURES A.x AS m ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING PATTERN (A) DEFINE A AS true) FROM (VALUES 1) t(x)",
    "SELECT m OVER w FROM (VALUES 1) t(x) WINDOW w AS (ORDER BY x)",
  ],
  ProcessingMode: [
    "SELECT * FROM (VALUES 1) t(x) MATCH_RECOGNIZE (MEASURES FINAL last(A.x) AS y PATTERN (A) DEFINE A AS true)",
    "SELECT RUNNING sum(1)",
    "SELECT FINAL sum(1)",
    "SELECT final FROM (VALUES 1) t(final)",
  ],
};
