import { hiveTimestamp } from "../text/lazy-value";
import { parseBigDecimal, parseJavaLong } from "./openx-numbers";

/** A date and a time of ISO 8601 with a zone: hours and minutes from UTC, with or without a colon. */
const ZONED = /^([+-]?\d+-\d+-\d+t\d+:\d+(?::\d+(?:\.\d*)?)?)(z|([+-])(\d\d):?(\d\d))$/i;

/** From so many characters on, an integer is milliseconds, not seconds. */
const MILLISECONDS_LENGTH = 13;

/**
 * A timestamp of a JSON document as the OpenX SerDe reads it: of ISO 8601, in UTC or with an offset, as Hive writes it,
 * or seconds or milliseconds since 1970. Null for a text that is none.
 *
 * @returns undefined for a year that is not supported here
 * @see https://github.com/trinodb/trino/blob/476/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/line/openxjson/OpenXJsonDeserializer.java
 */
export function openXTimestamp(text: string): string | null | undefined {
  if (text.indexOf(":") > 0) {
    const [, local, zone, sign, hours, minutes] = ZONED.exec(text) ?? [];
    if (local === undefined || zone === undefined) return hiveTimestamp(text);
    const found = hiveTimestamp(local.replace(/t/i, "T"));
    if (sign === undefined || found === null || found === undefined) return found;
    const offset = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === "-" ? -1 : 1);
    return ofMilliseconds(Date.parse(`${found.replace(" ", "T")}Z`) - offset);
  }
  if (!/^[-+.0-9]*$/.test(text)) return null;
  if (text.includes(".")) {
    const decimal = parseBigDecimal(text);
    if (decimal === undefined) return null;
    const { unscaled, scale } = decimal;
    return ofMilliseconds(Number((unscaled * 1000n) / 10n ** BigInt(scale)));
  }
  const number = /^0./.test(text)
    ? parseJavaLong(text.replace(/^0+(?=.)/, ""))
    : parseJavaLong(text);
  if (number === undefined) return null;
  return ofMilliseconds(Number(number) * (text.length >= MILLISECONDS_LENGTH ? 1 : 1000));
}

/** @returns undefined for a year that DuckDB writes in another way */
function ofMilliseconds(milliseconds: number): string | undefined {
  const date = new Date(milliseconds);
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) return undefined;
  return date.toISOString().slice(0, -1).replace("T", " ");
}
