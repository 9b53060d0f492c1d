const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;

/**
 * Fits a number into `decimal(precision, scale)`: half of the last digit is rounded up, as Hive does.
 *
 * @returns the digits with exactly `scale` of them after the point, or undefined where the text is no number or has more
 * digits before the point than the type
 */
export function parseDecimal(text: string, precision: number, scale: number): string | undefined {
  const parts = DECIMAL.exec(text);
  if (parts === null) return undefined;
  const [, sign, whole = "", fraction = "", exponent = "0"] = parts;
  if (whole === "" && fraction === "") return undefined;
  const shift = scale - fraction.length + Number(exponent);
  const digits = BigInt(whole + fraction);
  // Past this many places nothing is left, or nothing fits; the power would only cost time.
  if (shift > precision && digits !== 0n) return undefined;
  const unscaled =
    shift >= 0 ? digits * 10n ** BigInt(digits === 0n ? 0 : shift) : roundHalfUp(digits, -shift);
  const rendered = unscaled.toString().padStart(scale + 1, "0");
  if (unscaled.toString().length > precision) return undefined;
  const minus = sign === "-" && unscaled !== 0n ? "-" : "";
  if (scale === 0) return minus + rendered;
  return `${minus}${rendered.slice(0, -scale)}.${rendered.slice(-scale)}`;
}

function roundHalfUp(digits: bigint, places: number): bigint {
  const divisor = 10n ** BigInt(places);
  return (digits + divisor / 2n) / divisor;
}
