import { checkExpressions, checkErrors } from "../../../../support/athena/check-expressions";

const ZONED = "timestamp(3) with time zone";

describe("dates and times", () => {
  checkExpressions([
    ["current_timestamp", "2026-11-23 08:30:15.123 UTC", ZONED],
    ["now()", "2026-11-23 08:30:15.123 UTC", ZONED],
    ["localtimestamp", "2026-11-23 08:30:15.123", "timestamp(3)"],
    ["current_date", "2026-11-23", "date"],
    ["DATE '2026-11-23'", "2026-11-23", "date"],
    ["TIMESTAMP '2026-01-05 01:05:00.5'", "2026-01-05 01:05:00.5", "timestamp(1)"],
    ["now() AT TIME ZONE 'Europe/Berlin'", "2026-11-23 09:30:15.123 Europe/Berlin", ZONED],
    ["from_iso8601_timestamp('2026-01-05T01:05:00.000Z')", "2026-01-05 01:05:00.000 UTC", ZONED],
    [
      "from_iso8601_timestamp('2026-01-05T01:05:00+02:00')",
      "2026-01-05 01:05:00.000 +02:00",
      ZONED,
    ],
    ["to_iso8601(from_unixtime(0))", "1970-01-01T00:00:00.000Z", "varchar"],
    [
      "to_iso8601(TIMESTAMP '2026-07-01 00:00:00 Europe/Berlin')",
      "2026-07-01T00:00:00.000+02:00",
      "varchar",
    ],
    [
      "from_unixtime(1767225600.5, 'Europe/Berlin')",
      "2026-01-01 01:00:00.500 Europe/Berlin",
      ZONED,
    ],
    ["to_unixtime(TIMESTAMP '2026-01-01 00:00:00')", "1.7672256E9", "double"],
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
      "format_datetime(TIMESTAMP '2026-01-05 01:05:00', 'yyyy-MM-dd''T''HH:mm:ss.SSSZ')",
      "2026-01-05T01:05:00.000+0000",
      "varchar",
    ],
    [
      "parse_datetime('2026-01-05 01:02:03 +0200', 'yyyy-MM-dd HH:mm:ss Z')",
      "2026-01-05 01:02:03.000 +02:00",
      ZONED,
    ],
    ["date_trunc('week', DATE '2026-11-25')", "2026-11-23", "date"],
    [
      "date_trunc('hour', TIMESTAMP '2026-11-23 08:30:15.123')",
      "2026-11-23 08:00:00.000",
      "timestamp(3)",
    ],
    [
      "date_trunc('day', now() AT TIME ZONE 'America/New_York')",
      "2026-11-23 00:00:00.000 America/New_York",
      ZONED,
    ],
    ["date_add('month', 1, DATE '2026-01-31')", "2026-02-28", "date"],
    [
      "date_add('day', 1, TIMESTAMP '2026-03-28 12:00:00.000 Europe/Berlin')",
      "2026-03-29 12:00:00.000 Europe/Berlin",
      ZONED,
    ],
    [
      "date_add('hour', 24, TIMESTAMP '2026-03-28 12:00:00.000 Europe/Berlin')",
      "2026-03-29 13:00:00.000 Europe/Berlin",
      ZONED,
    ],
    [
      "date_diff('hour', TIMESTAMP '2026-01-01 00:30:00', TIMESTAMP '2026-01-01 02:00:00')",
      "1",
      "bigint",
    ],
    ["date_diff('day', DATE '2026-03-01', DATE '2026-01-01')", "-59", "bigint"],
    ["DATE '2026-01-01' + INTERVAL '1' MONTH", "2026-02-01", "date"],
    ["DATE '2026-01-02' - DATE '2026-01-01'", "1 00:00:00.000", "interval day to second"],
    ["INTERVAL '14' MONTH", "1-2", "interval year to month"],
    ["INTERVAL '2' HOUR * 3", "0 06:00:00.000", "interval day to second"],
    ["day_of_week(DATE '2026-11-22')", "7", "bigint"],
    ["EXTRACT(hour FROM now() AT TIME ZONE 'Asia/Tokyo')", "17", "bigint"],
    ["year_of_week(DATE '2027-01-01')", "2026", "bigint"],
    ["week(DATE '2027-01-01')", "53", "bigint"],
    ["last_day_of_month(DATE '2028-02-10')", "2028-02-29", "date"],
    ["CAST('2026-01-05' AS date)", "2026-01-05", "date"],
    ["CAST('2026-01-05 01:02:03.4567' AS timestamp)", "2026-01-05 01:02:03.457", "timestamp(3)"],
    [
      "CAST(TIMESTAMP '2026-07-01 12:00:00.000 Europe/Berlin' AS timestamp)",
      "2026-07-01 12:00:00.000",
      "timestamp(3)",
    ],
    ["CAST(now() AS varchar)", "2026-11-23 08:30:15.123 UTC", "varchar"],
    [
      "TIMESTAMP '2026-01-01 12:00:00 UTC' = TIMESTAMP '2026-01-01 13:00:00 Europe/Berlin'",
      "true",
      "boolean",
    ],
    ["TIMESTAMP '2026-01-01 00:00:00' < DATE '2026-01-02'", "true", "boolean"],
  ]);

  checkErrors([
    [
      "from_iso8601_timestamp('yesterday')",
      'INVALID_FUNCTION_ARGUMENT: Invalid format: "yesterday"',
    ],
    [
      "date_parse('2026-13-05', '%Y-%m-%d')",
      'INVALID_FUNCTION_ARGUMENT: Invalid format: "2026-13-05"',
    ],
    [
      "date_parse('2026-01-05x', '%Y-%m-%d')",
      'INVALID_FUNCTION_ARGUMENT: Invalid format: "2026-01-05x" is malformed at "x"',
    ],
    [
      "CAST('2026-01-05T00:00:00' AS timestamp)",
      "INVALID_CAST_ARGUMENT: Value cannot be cast to timestamp: 2026-01-05T00:00:00",
    ],
    [
      "now() AT TIME ZONE 'Nowhere/X'",
      "INVALID_FUNCTION_ARGUMENT: 'Nowhere/X' is not a valid time zone",
    ],
    [
      "DATE '2026-01-01' + INTERVAL '1' HOUR",
      "INVALID_FUNCTION_ARGUMENT: Cannot add hour, minutes or seconds to a date",
    ],
    [
      "date_trunc('minute', DATE '2026-01-01')",
      "INVALID_FUNCTION_ARGUMENT: line 1:19: 'minute' is not a valid date_trunc field",
    ],
    [
      "date_format(now(), '%D')",
      "INVALID_FUNCTION_ARGUMENT: line 1:27: %D not supported in date format string",
    ],
    [
      "format_datetime(now(), 'G')",
      "NOT_SUPPORTED: line 1:31: 'G' in a Joda pattern is not supported by the embedded Athena; it would run on AWS",
    ],
    [
      "year('2026')",
      "FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (varchar(4)) for function year",
    ],
  ]);
});
