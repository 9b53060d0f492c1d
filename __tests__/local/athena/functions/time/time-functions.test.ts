import { checkErrors, checkExpressions } from "../../../../support/athena/check-expressions";

const ZONED = "timestamp(3) with time zone";

describe("date and time functions", () => {
  checkExpressions([
    ["current_timestamp", "2026-11-23 08:30:15.123 UTC", ZONED],
    ["now()", "2026-11-23 08:30:15.123 UTC", ZONED],
    ["localtimestamp", "2026-11-23 08:30:15.123", "timestamp(3)"],
    ["current_date", "2026-11-23", "date"],
    ["now() AT TIME ZONE 'Europe/Berlin'", "2026-11-23 09:30:15.123 Europe/Berlin", ZONED],
    ["from_iso8601_timestamp('2026-01-05T01:05:00.000Z')", "2026-01-05 01:05:00.000 UTC", ZONED],
    [
      "from_iso8601_timestamp('2026-01-05T01:05:00+02:00')",
      "2026-01-05 01:05:00.000 +02:00",
      ZONED,
    ],
    [
      "from_unixtime(1767225600.5, 'Europe/Berlin')",
      "2026-01-01 01:00:00.500 Europe/Berlin",
      ZONED,
    ],
    ["to_unixtime(TIMESTAMP '2026-01-01 00:00:00')", "1.7672256E9", "double"],
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
    [
      "date_trunc('hour', TIMESTAMP '2024-04-06 15:15:00 UTC' AT TIME ZONE 'Australia/Lord_Howe')",
      "2024-04-07 01:30:00 Australia/Lord_Howe",
      "timestamp(0) with time zone",
    ],
    [
      "date_trunc('hour', TIMESTAMP '2015-08-14 15:15:00 UTC' AT TIME ZONE 'Asia/Pyongyang')",
      "2015-08-14 23:30:00 Asia/Pyongyang",
      "timestamp(0) with time zone",
    ],
    [
      "date_trunc('hour', TIMESTAMP '2007-12-09 07:15:00 UTC' AT TIME ZONE 'America/Caracas')",
      "2007-12-09 02:30:00 America/Caracas",
      "timestamp(0) with time zone",
    ],
    ["from_unixtime(-1.0005e0)", "1969-12-31 23:59:59.000 UTC", ZONED],
    ["from_unixtime(-0.0005e0)", "1970-01-01 00:00:00.000 UTC", ZONED],
    ["from_unixtime(-0.0015e0)", "1969-12-31 23:59:59.999 UTC", ZONED],
    ["from_unixtime(-2.0025e0)", "1969-12-31 23:59:57.998 UTC", ZONED],
    ["CAST(DATE '12345-01-01' AS varchar)", "12345-01-01", "varchar"],
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
    ["day_of_week(DATE '2026-11-22')", "7", "bigint"],
    ["EXTRACT(hour FROM now() AT TIME ZONE 'Asia/Tokyo')", "17", "bigint"],
    ["year_of_week(DATE '2027-01-01')", "2026", "bigint"],
    ["week(DATE '2027-01-01')", "53", "bigint"],
    ["last_day_of_month(DATE '2028-02-10')", "2028-02-29", "date"],
  ]);

  checkErrors([
    [
      "from_iso8601_timestamp('yesterday')",
      'INVALID_FUNCTION_ARGUMENT: Invalid format: "yesterday"',
    ],
    [
      "now() AT TIME ZONE 'Nowhere/X'",
      "INVALID_FUNCTION_ARGUMENT: 'Nowhere/X' is not a valid time zone",
    ],
    [
      "date_trunc('minute', DATE '2026-01-01')",
      "INVALID_FUNCTION_ARGUMENT: line 1:19: 'minute' is not a valid date_trunc field",
    ],
  ]);
});
