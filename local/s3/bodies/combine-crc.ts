import type { Crc } from "./crc";

/** The check of a content, and how many bytes that has. */
export interface PartialCrc {
  /** The most significant byte first. */
  readonly value: Buffer;
  readonly bytes: number;
}

/**
 * The check of contents one after the other, from their checks alone: appending bytes multiplies what was before by a
 * power of x, in the polynomials modulo the check's own.
 *
 * @see https://github.com/madler/zlib/blob/develop/crc32.c for the same in C
 */
export function combineCrcs(crc: Crc, parts: readonly PartialCrc[]): Buffer {
  // Most parts of an upload have the same size.
  const powers = new Map<number, bigint>();
  const powerFor = (bytes: number) => {
    const power = powers.get(bytes) ?? powerOfX(crc, 8n * BigInt(bytes));
    powers.set(bytes, power);
    return power;
  };
  const total = parts.reduce(
    (before, { value, bytes }) => multiply(crc, before, powerFor(bytes)) ^ toNumber(value),
    0n,
  );
  return Buffer.from(total.toString(16).padStart(crc.bits / 4, "0"), "hex");
}

function toNumber(value: Buffer): bigint {
  return BigInt(`0x${value.toString("hex")}`);
}

/** Polynomials have the coefficient of 1 in their highest bit. */
function multiply({ polynomial, bits }: Crc, one: bigint, other: bigint): bigint {
  let product = 0n;
  let shifted = other;
  for (let bit = BigInt(bits) - 1n; bit >= 0n; bit -= 1n) {
    if (((one >> bit) & 1n) === 1n) product ^= shifted;
    shifted = (shifted & 1n) === 1n ? (shifted >> 1n) ^ polynomial : shifted >> 1n;
  }
  return product;
}

function powerOfX(crc: Crc, exponent: bigint): bigint {
  const one = 1n << BigInt(crc.bits - 1);
  let result = one;
  let square = one >> 1n;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = multiply(crc, result, square);
    square = multiply(crc, square, square);
  }
  return result;
}
