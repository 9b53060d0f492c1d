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

import { type Moment, parseIso8601, parseMoment } from "./moment-text";
import { native, type NativeFunctions } from "./native-function";
import { parseTimestamp, parseZonedTimestamp } from "./sql-timestamp";
import { roundMicros, timestampText, zonedText } from "./timestamp-text";
import { instantAt, offsetSeconds, zoneId } from "./time-zone";

/** A timestamp with time zone: its instant in UTC and its zone. */
const ZONED = STRUCT({ i: TIMESTAMP, z: VARCHAR });

const MICROS_PER_SECOND = 1_000_000n;

/** Functions of moments and their zones. */
export const MOMENT_NATIVES: NativeFunctions = {
  trino_zone: native([VARCHAR], VARCHAR, zoneId),
  trino_zoned: native(
    [TIMESTAMP, VARCHAR],
    ZONED,
    ({ micros }: DuckDBTimestampValue, zone: string) => zoned(micros, zone),
  ),
  trino_zoned_at: native(
    [TIMESTAMP, VARCHAR],
    ZONED,
    ({ micros }: DuckDBTimestampValue, zone: string) => zoned(instantAt(micros, zone), zone),
  ),
  trino_is_utc: native([ZONED], BOOLEAN, (value: DuckDBStructValue) =>
    requireUtc(parts(value).zone),
  ),
  trino_utc_only: native([ZONED], ZONED, (value: DuckDBStructValue) => {
    requireUtc(parts(value).zone);
    return value;
  }),
  trino_local: native([ZONED], TIMESTAMP, (value: DuckDBStructValue) => {
    const { micros, zone } = parts(value);
    return new DuckDBTimestampValue(localMicros(micros, zone));
  }),
  trino_local_in: native(
    [TIMESTAMP, VARCHAR],
    TIMESTAMP,
    ({ micros }: DuckDBTimestampValue, zone: string) =>
      new DuckDBTimestampValue(localMicros(micros, zone)),
  ),
  trino_offset: native([ZONED, BOOLEAN], VARCHAR, (value: DuckDBStructValue, colon: boolean) => {
    const { micros, zone } = parts(value);
    return offsetText(offsetSeconds(micros, zone), colon ? ":" : "");
  }),
  trino_round_timestamp: native(
    [TIMESTAMP, BIGINT],
    TIMESTAMP,
    ({ micros }: DuckDBTimestampValue, precision: bigint) =>
      new DuckDBTimestampValue(roundMicros(micros, Number(precision))),
  ),
  trino_timestamp_text: native(
    [TIMESTAMP, BIGINT],
    VARCHAR,
    ({ micros }: DuckDBTimestampValue, precision: bigint) =>
      timestampText(micros, Number(precision)),
  ),
  trino_zoned_text: native(
    [ZONED, BIGINT],
    VARCHAR,
    (value: DuckDBStructValue, precision: bigint) => {
      const { micros, zone } = parts(value);
      return zonedText(micros, Number(precision), zone);
    },
  ),
  trino_to_timestamp: native(
    [VARCHAR, BIGINT],
    TIMESTAMP,
    (text: string, precision: bigint) =>
      new DuckDBTimestampValue(roundMicros(parseTimestamp(text), Number(precision))),
  ),
  trino_to_zoned: native([VARCHAR, BIGINT], ZONED, (text: string, precision: bigint) => {
    const { clock, zone } = parseZonedTimestamp(text);
    return zoned(instantAt(roundMicros(clock, Number(precision)), zone), zone);
  }),
  trino_from_iso8601: native([VARCHAR], ZONED, (text: string) => moment(parseIso8601(text))),
  trino_parse_moment: native([VARCHAR, VARCHAR], ZONED, (text: string, pattern: string) =>
    moment(parseMoment(text, pattern)),
  ),
};

function requireUtc(zone: string): true {
  if (zone === "UTC") return true;
  throw new Error(
    `NOT_SUPPORTED: Grouping or comparing distinct timestamps of different zones, here ${zone}, is not supported by the embedded Athena; it would run on AWS`,
  );
}

function zoned(micros: bigint, zone: string): DuckDBValue {
  return structValue({ i: new DuckDBTimestampValue(micros), z: zone });
}

function moment({ epochMs, zone }: Moment): DuckDBValue {
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
