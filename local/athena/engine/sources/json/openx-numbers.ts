import { decimalText } from "../../../../../formats/decimal";
import { fitsInteger } from "../../../../../formats/integer-range";

const DECIMAL = /^([+-]?)(\d*)(\.?)(\d*)(?:[eE]([+-]?\d{1,9}))?$/;

/** Larger exponents make no integer of 64 bits, and are not computed. */
const MAX_DIGITS = 40;

/** A number of any size, as Java's BigDecimal holds it: `unscaled` divided by ten to the power of `scale`. */
export interface BigDecimal {
  readonly unscaled: bigint;
  readonly scale: number;
}

/** Parses a number as Java's BigDecimal does. @returns undefined for a text that is none */
export function parseBigDecimal(text: string): BigDecimal | undefined {
  const [, sign, whole = "", , fraction = "", exponent = "0"] = DECIMAL.exec(text) ?? [];
  if (whole === "" && fraction === "") return undefined;
  const unscaled = BigInt(whole + fraction) * (sign === "-" ? -1n : 1n);
  return { unscaled, scale: fraction.length - Number(exponent) };
}

/**
 * The text of a number as Java's BigDecimal writes it: with an exponent if it is above zero, or the number is small.
 *
 * @see https://docs.oracle.com/en/java/javase/24/docs/api/java.base/java/math/BigDecimal.html#toString()
 */
export function bigDecimalText({ unscaled, scale }: BigDecimal): string {
  const sign = unscaled < 0n ? "-" : "";
  const digits = String(unscaled < 0n ? -unscaled : unscaled);
  const exponent = digits.length - 1 - scale;
  if (scale === 0 || (scale > 0 && exponent >= -6)) return decimalText(unscaled, scale);
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
  return `${sign}${digits.charAt(0)}${fraction}E${exponent < 0 ? "" : "+"}${exponent}`;
}

/**
 * An integer of 64 bits as the OpenX SerDe writes and reads it: in decimal digits, after `0x` in hexadecimal ones, after
 * `0` in octal ones.
 *
 * @returns undefined for a text that is none
 * @see https://github.com/trinodb/trino/blob/476/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/line/openxjson/OpenXJsonDeserializer.java
 */
export function parseJavaLong(text: string): bigint | undefined {
  const hexadecimal = /^0x([\da-f]+)$/i.exec(text)?.[1];
  if (hexadecimal !== undefined) return asLong(BigInt(`0x${hexadecimal}`));
  if (/^0[0-8]/.test(text)) {
    return /^0[0-7]+$/.test(text) ? asLong(BigInt(`0o${text.slice(1)}`)) : undefined;
  }
  return /^[+-]?\d+$/.test(text) ? asLong(BigInt(text.replace("+", ""))) : undefined;
}

/** An integer, also of a number with a fraction, which is cut off. @returns undefined for a text that is none */
export function parseWhole(text: string): bigint | undefined {
  const integer = parseJavaLong(text);
  if (integer !== undefined) return integer;
  const decimal = parseBigDecimal(text);
  if (decimal === undefined) return undefined;
  const { unscaled, scale } = decimal;
  if (scale >= 0)
    return asLong(scale > String(unscaled).length ? 0n : unscaled / 10n ** BigInt(scale));
  if (unscaled === 0n) return 0n;
  return -scale > MAX_DIGITS ? undefined : asLong(unscaled * 10n ** BigInt(-scale));
}

function asLong(value: bigint): bigint | undefined {
  return fitsInteger(value, "bigint") ? value : undefined;
}
