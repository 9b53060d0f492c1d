/** Bits of a double's significand. */
const SIGNIFICANT_BITS = 53;

/** The largest binary exponent of doubles that Java takes for a long. */
const LONG_EXPONENT = 62;

/**
 * A positive double as Java's DecimalFormat writes it with all its digits, `9.999999999999999e22`. It uses the algorithm
 * that Double.toString had before Java 19, which does not always find the fewest digits.
 *
 * @see https://github.com/openjdk/jdk/blob/jdk-23-ga/src/java.base/share/classes/jdk/internal/math/FloatingDecimal.java
 */
export function javaDoubleDigits(value: number): string {
  const { significand, exponent } = partsOf(value);
  const binaryExponent = exponent + SIGNIFICANT_BITS - 1;
  if (Number.isInteger(value) && binaryExponent <= LONG_EXPONENT) {
    return longDigits(significand, exponent, binaryExponent);
  }
  return shortDigits(value, significand, exponent);
}

/** A double is `significand * 2 ** exponent`, with a significand of at most 53 bits. */
function partsOf(value: number): { significand: bigint; exponent: number } {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const biased = (bits.getUint16(0) >> 4) & 0x7ff;
  let significand = bits.getBigUint64(0) & ((1n << 52n) - 1n);
  if (biased !== 0) significand |= 1n << 52n;
  return { significand, exponent: Math.max(biased, 1) - 1075 };
}

/** The exact digits, without those that the significand does not decide. */
function longDigits(significand: bigint, exponent: number, binaryExponent: number): string {
  const exact = exponent >= 0 ? significand << BigInt(exponent) : significand >> BigInt(-exponent);
  // Digits below the power of two of the last bit.
  const undecided = Math.floor(Math.max(0, binaryExponent - SIGNIFICANT_BITS - 1) * Math.log10(2));
  const unit = 10n ** BigInt(undecided);
  const rounded = exact / unit + (exact % unit >= unit / 2n && undecided > 0 ? 1n : 0n);
  return scientific(String(rounded), String(rounded).length + undecided - 1);
}

/** Digits until the rest is less than half of the distance to the next double. */
function shortDigits(value: number, significand: bigint, exponent: number): string {
  let decimal = Math.floor(Math.log10(value));
  // The value is rest / one, half of the distance to its neighbours is half / one.
  let [rest, one, half] = [significand * 4n, 4n, 2n];
  // Of a power of two, the smaller of both distances.
  if (significand === 1n << 52n) half = 1n;
  if (exponent >= 0) [rest, half] = [rest << BigInt(exponent), half << BigInt(exponent)];
  else one <<= BigInt(-exponent);
  if (decimal >= 0) one *= 10n ** BigInt(decimal);
  else [rest, half] = [rest * 10n ** BigInt(-decimal), half * 10n ** BigInt(-decimal)];
  if (rest >= one * 10n) {
    one *= 10n;
    decimal += 1;
  } else if (rest < one) {
    [rest, half] = [rest * 10n, half * 10n];
    decimal -= 1;
  }
  // Java writes a digit after the point too, where it writes an exponent.
  const least = decimal < -3 || decimal >= 7 ? 2 : 1;
  let digits = "";
  let [low, high] = [false, false];
  while (!low && !high) {
    digits += String(rest / one);
    [rest, half] = [(rest % one) * 10n, half * 10n];
    if (digits.length >= least) [low, high] = [rest < half, rest + half > one * 10n];
  }
  const twice = rest * 2n;
  const middle = one * 10n;
  const odd = Number(digits.at(-1)) % 2 === 1;
  const up = high && (!low || twice > middle || (twice === middle && odd));
  const rounded = up ? String(BigInt(digits) + 1n) : digits;
  return scientific(rounded, decimal + rounded.length - digits.length);
}

function scientific(digits: string, exponent: number): string {
  return `${digits.slice(0, 1)}.${digits.slice(1) || "0"}e${exponent}`;
}
