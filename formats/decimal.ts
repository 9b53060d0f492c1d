const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;

/**
 * Reads a number as `decimal(precision, scale)`, rounding half up as Hive does.
 *
 * @returns the number with exactly `scale` decimal places, or undefined if the text is not a number or does not fit
 */
export function parseDecimal(text: string, precision: number, scale: number): string | undefined {
  const parts = DECIMAL.exec(text);
  if (parts === null) return undefined;
  const [, sign, whole = "", fraction = "", exponent = "0"] = parts;
  if (whole === "" && fraction === "") return undefined;
  const shift = scale - fraction.length + Number(exponent);
  const digits = BigInt(whole + fraction);
  // Such a number can't fit: don't compute a huge power of ten for it.
  if (shift > precision && digits !== 0n) return undefined;
  const unscaled =
    shift >= 0 ? digits * 10n ** BigInt(digits === 0n ? 0 : shift) : roundHalfUp(digits, -shift);
  if (unscaled.toString().length > precision) return undefined;
  return decimalText(sign === "-" ? -unscaled : unscaled, scale);
}

/** A decimal's text, with all its fractional digits. @param scale number of these */
export function decimalText(unscaled: bigint, scale: number): string {
  if (scale === 0) return String(unscaled);
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, "0");
  return `${unscaled < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function roundHalfUp(digits: bigint, places: number): bigint {
  const divisor = 10n ** BigInt(places);
  return (digits + divisor / 2n) / divisor;
}
