import { unsupportedReason } from "../../query-error";
import {
  BIGINT,
  BOOLEAN,
  type DuckDBStructValue,
  DuckDBTimestampValue,
  type DuckDBValue,
  STRUCT,
  structValue,
  TIMESTAMP,
  VARCHAR,
} from "@duckdb/node-api";

import { parseDateTime, type ZonedInstant } from "./dates/parse-date-time";
import { parseIso8601 } from "./dates/parse-iso8601";
import { udf, type ScalarUdfs } from "./scalar-udf";
import { parseDate, parseSqlTimestamp, parseZonedTimestamp } from "./sql-timestamp";
import { roundMicros, formatTimestamp, formatZonedTimestamp } from "./timestamp-format";
import {
  instantAt,
  instantKeepingOffset,
  jodaZoneId,
  offsetSeconds,
  normalizeZoneId,
} from "./time-zone";

/** A timestamp with time zone: the instant in UTC and the zone. */
const ZONED = STRUCT({ i: TIMESTAMP, z: VARCHAR });

const MICROS_PER_SECOND = 1_000_000n;

/** Functions of timestamps and time zones. */
export const TIMESTAMP_UDFS: ScalarUdfs = {
  trino_parse_date: udf(
    [VARCHAR],
    TIMESTAMP,
    (text: string) => new DuckDBTimestampValue(parseDate(text)),
  ),
  trino_other_date_text: udf([TIMESTAMP], VARCHAR, ({ micros }: DuckDBTimestampValue) =>
    // Unlike timestamps, dates beyond the year 9999 have no sign.
    formatTimestamp(micros, 0).replace(/^\+| .*/g, ""),
  ),
  trino_zone: udf([VARCHAR], VARCHAR, normalizeZoneId),
  trino_joda_zone: udf([VARCHAR], VARCHAR, jodaZoneId),
  trino_zoned: udf([TIMESTAMP, VARCHAR], ZONED, ({ micros }: DuckDBTimestampValue, zone: string) =>
    zoned(micros, zone),
  ),
  trino_zoned_from_local: udf(
    [TIMESTAMP, VARCHAR, TIMESTAMP],
    ZONED,
    ({ micros }: DuckDBTimestampValue, zone: string, original: DuckDBTimestampValue) =>
      zoned(instantKeepingOffset(micros, zone, original.micros), zone),
  ),
  trino_zoned_at_offset: udf(
    [TIMESTAMP, VARCHAR, TIMESTAMP],
    ZONED,
    ({ micros }: DuckDBTimestampValue, zone: string, original: DuckDBTimestampValue) =>
      zoned(micros - (localMicros(original.micros, zone) - original.micros), zone),
  ),
  trino_is_utc: udf([ZONED], BOOLEAN, (value: DuckDBStructValue) => checkUtc(parts(value).zone)),
  trino_require_utc: udf([ZONED], ZONED, (value: DuckDBStructValue) => {
    checkUtc(parts(value).zone);
    return value;
  }),
  trino_local: udf([ZONED], TIMESTAMP, (value: DuckDBStructValue) => {
    const { micros, zone } = parts(value);
    return new DuckDBTimestampValue(localMicros(micros, zone));
  }),
  trino_local_in: udf(
    [TIMESTAMP, VARCHAR],
    TIMESTAMP,
    ({ micros }: DuckDBTimestampValue, zone: string) =>
      new DuckDBTimestampValue(localMicros(micros, zone)),
  ),
  trino_offset: udf([ZONED, BOOLEAN], VARCHAR, (value: DuckDBStructValue, colon: boolean) => {
    const { micros, zone } = parts(value);
    const seconds = offsetSeconds(micros, zone);
    // Trino fails on them too, with INVALID_ARGUMENTS.
    if (colon && seconds % 60 !== 0) {
      throw new Error(
        `NOT_SUPPORTED: ${unsupportedReason(`The offset of ${zone} with seconds, as before standard time,`)}`,
      );
    }
    return offsetText(seconds, colon ? ":" : "");
  }),
  trino_round_timestamp: udf(
    [TIMESTAMP, BIGINT],
    TIMESTAMP,
    ({ micros }: DuckDBTimestampValue, precision: bigint) =>
      new DuckDBTimestampValue(roundMicros(micros, Number(precision))),
  ),
  trino_timestamp_text: udf(
    [TIMESTAMP, BIGINT],
    VARCHAR,
    ({ micros }: DuckDBTimestampValue, precision: bigint) =>
      formatTimestamp(micros, Number(precision)),
  ),
  trino_zoned_text: udf([ZONED, BIGINT], VARCHAR, (value: DuckDBStructValue, precision: bigint) => {
    const { micros, zone } = parts(value);
    return formatZonedTimestamp(micros, Number(precision), zone);
  }),
  trino_to_timestamp: udf(
    [VARCHAR, BIGINT],
    TIMESTAMP,
    (text: string, precision: bigint) =>
      new DuckDBTimestampValue(roundMicros(parseSqlTimestamp(text), Number(precision))),
  ),
  trino_to_zoned: udf([VARCHAR, BIGINT], ZONED, (text: string, precision: bigint) => {
    const { local, zone } = parseZonedTimestamp(text);
    return zoned(instantAt(roundMicros(local, Number(precision)), zone), zone);
  }),
  trino_from_iso8601: udf([VARCHAR], ZONED, (text: string) => zonedValue(parseIso8601(text))),
  trino_from_iso8601_date: udf([VARCHAR], TIMESTAMP, (text: string) => {
    if (/t/i.test(text)) {
      throw new Error(`INVALID_FUNCTION_ARGUMENT: Invalid format: "${text}"`);
    }
    return new DuckDBTimestampValue(BigInt(parseIso8601(text).epochMs) * 1000n);
  }),
  trino_parse_datetime: udf([VARCHAR, VARCHAR], ZONED, (text: string, pattern: string) =>
    zonedValue(parseDateTime(text, pattern)),
  ),
};

function checkUtc(zone: string): true {
  if (zone === "UTC") return true;
  throw new Error(
    `NOT_SUPPORTED: ${unsupportedReason(`Grouping or comparing distinct timestamps of different zones, here ${zone},`)}`,
  );
}

/** Beyond it, in milliseconds, Trino has no timestamps with time zone: it keeps the zone in the other bits. */
const LARGEST_INSTANT = 2n ** 51n;

/**
 * A timestamp with time zone.
 *
 * @throws Error NOT_SUPPORTED beyond the year 73326, for which Trino has several errors
 * @see https://github.com/trinodb/trino/blob/476/core/trino-spi/src/main/java/io/trino/spi/type/DateTimeEncoding.java
 */
function zoned(micros: bigint, zone: string): DuckDBValue {
  if (micros >= LARGEST_INSTANT * 1000n || micros < -LARGEST_INSTANT * 1000n) {
    throw new Error(
      `NOT_SUPPORTED: ${unsupportedReason("A timestamp with time zone beyond the year 73326")}`,
    );
  }
  return structValue({ i: new DuckDBTimestampValue(micros), z: zone });
}

function zonedValue({ epochMs, zone }: ZonedInstant): DuckDBValue {
  return zoned(BigInt(epochMs) * 1000n, zone);
}

function parts({ entries }: DuckDBStructValue): { micros: bigint; zone: string } {
  const { i: instant, z: zone } = entries;
  if (instant instanceof DuckDBTimestampValue && typeof zone === "string") {
    return { micros: instant.micros, zone };
  }
  throw new Error(
    "GENERIC_INTERNAL_ERROR: A timestamp with time zone lacks its instant or its zone",
  );
}

function localMicros(micros: bigint, zone: string): bigint {
  return micros + BigInt(offsetSeconds(micros, zone)) * MICROS_PER_SECOND;
}

function offsetText(seconds: number, separator: string): string {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${seconds < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}${separator}${two(minutes % 60)}`;
}
