import { checkErrors, checkExpressions } from "../../../../support/athena/check-expressions";

const ZONED = "timestamp(3) with time zone";

describe("formatting and parsing of dates and times", () => {
  checkExpressions([
    ["to_iso8601(from_unixtime(0))", "1970-01-01T00:00:00.000Z", "varchar(32)"],
    [
      "to_iso8601(TIMESTAMP '2026-07-01 00:00:00 Europe/Berlin')",
      "2026-07-01T00:00:00+02:00",
      "varchar(28)",
    ],
    ["to_iso8601(DATE '12345-01-01')", "12345-01-01", "varchar(16)"],
    ["date_format(DATE '-0099-01-07', '%Y')", "-0099", "varchar"],
    ["format_datetime(DATE '-0099-01-07', 'yyyy')", "-0099", "varchar"],
    ["date_format(DATE '2026-01-05', 'x%')", "x", "varchar"],
    ["date_parse('2024-366', '%Y-%j')", "2024-12-31 00:00:00.000", "timestamp(3)"],
    ["date_parse('2026-01-05 01', '%Y-%m-%d %H')", "2026-01-05 01:00:00.000", "timestamp(3)"],
    [
      "date_parse('5/Jan/2026:01:02:03', '%e/%b/%Y:%H:%i:%s')",
      "2026-01-05 01:02:03.000",
      "timestamp(3)",
    ],
    ["date_parse('11:30 PM', '%h:%i %p')", "1970-01-01 23:30:00.000", "timestamp(3)"],
    [
      "date_format(TIMESTAMP '2026-01-05 13:05:00', '%Y/%c/%e %l:%i %p %W')",
      "2026/1/5 1:05 PM Monday",
      "varchar",
    ],
    [
      "format_datetime(TIMESTAMP '2026-01-05 01:05:00 UTC', 'yyyy-MM-dd''T''HH:mm:ss.SSSZ')",
      "2026-01-05T01:05:00.000+0000",
      "varchar",
    ],
    [
      "parse_datetime('2026-01-05 01:02:03 +0200', 'yyyy-MM-dd HH:mm:ss Z')",
      "2026-01-05 01:02:03.000 +02:00",
      ZONED,
    ],
  ]);

  checkErrors([
    [
      "date_parse('2026-13-05', '%Y-%m-%d')",
      'INVALID_FUNCTION_ARGUMENT: Invalid format: "2026-13-05"',
    ],
    [
      "date_parse('2026-01-05x', '%Y-%m-%d')",
      'INVALID_FUNCTION_ARGUMENT: Invalid format: "2026-01-05x" is malformed at "x"',
    ],
    ["date_parse('2023-366', '%Y-%j')", 'INVALID_FUNCTION_ARGUMENT: Invalid format: "2023-366"'],
    [
      "date_format(now(), '%')",
      "INVALID_FUNCTION_ARGUMENT: line 1:27: The pattern of date_format is empty",
    ],
    [
      "date_format(now(), '%D')",
      "INVALID_FUNCTION_ARGUMENT: line 1:27: %D not supported in date format string",
    ],
    [
      "format_datetime(now(), 'G')",
      "NOT_SUPPORTED: line 1:31: 'G' in a Joda pattern is not supported by the SQL engine duckdb; start the embedded AWS with --sql-engine trino",
    ],
  ]);
});
