import { crc32 } from "node:zlib";

/** A checksum that is computed piece by piece. */
export interface Digest {
  update(bytes: Buffer): void;
  /** The checksum of all bytes, the most significant byte first. */
  digest(): Buffer;
}

/** Reversed polynomials, and widths in bits. */
export const CRC32 = { polynomial: 0xedb88320n, bits: 32 } as const;
/** @see https://www.rfc-editor.org/rfc/rfc3720#appendix-B.4 */
export const CRC32C = { polynomial: 0x82f63b78n, bits: 32 } as const;
/** @see https://nvmexpress.org/wp-content/uploads/NVM-Express-NVM-Command-Set-Specification-1.0d-2023.12.28-Ratified.pdf */
export const CRC64NVME = { polynomial: 0x9a6c9329ac4bc9b5n, bits: 64 } as const;

/** A cyclic redundancy check with all bits inverted at both ends. */
export interface Crc {
  readonly polynomial: bigint;
  readonly bits: 32 | 64;
}

/** CRC32 by zlib. */
export class Crc32Digest implements Digest {
  private value = 0;

  update(bytes: Buffer): void {
    this.value = crc32(bytes, this.value);
  }

  digest(): Buffer {
    const result = Buffer.alloc(4);
    result.writeUInt32BE(this.value);
    return result;
  }
}

/** Bytes that are handled at once, each with a table of its own. */
const SLICE = 8;
const BYTE = 256;

interface Tables {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
}

const tables = new Map<bigint, Tables>();

/** Any check, in two halves of 32 bits; of a check with 32 bits the high half is zero. */
export class TableDigest implements Digest {
  private low: number;
  private high: number;
  private readonly tables: Tables;

  constructor(private readonly crc: Crc) {
    this.tables = tablesOf(crc);
    this.low = 0xffffffff;
    this.high = crc.bits === 64 ? 0xffffffff : 0;
  }

  update(bytes: Buffer): void {
    const { low: lows, high: highs } = this.tables;
    // The tables have an entry for each byte, and the buffer one for each place below its length.
    const at = (table: Uint32Array, place: number) => table[place] as number;
    let { low, high } = this;
    let place = 0;
    for (const end = bytes.length - SLICE; place <= end; place += SLICE) {
      const one = (low ^ bytes.readInt32LE(place)) >>> 0;
      const two = (high ^ bytes.readInt32LE(place + 4)) >>> 0;
      const a = 7 * BYTE + (one & 255);
      const b = 6 * BYTE + ((one >>> 8) & 255);
      const c = 5 * BYTE + ((one >>> 16) & 255);
      const d = 4 * BYTE + (one >>> 24);
      const e = 3 * BYTE + (two & 255);
      const f = 2 * BYTE + ((two >>> 8) & 255);
      const g = BYTE + ((two >>> 16) & 255);
      const h = two >>> 24;
      low = at(lows, a) ^ at(lows, b) ^ at(lows, c) ^ at(lows, d);
      low ^= at(lows, e) ^ at(lows, f) ^ at(lows, g) ^ at(lows, h);
      high = at(highs, a) ^ at(highs, b) ^ at(highs, c) ^ at(highs, d);
      high ^= at(highs, e) ^ at(highs, f) ^ at(highs, g) ^ at(highs, h);
    }
    for (; place < bytes.length; place += 1) {
      const entry = (low ^ (bytes[place] as number)) & 255;
      low = ((low >>> 8) | (high << 24)) ^ at(lows, entry);
      high = (high >>> 8) ^ at(highs, entry);
    }
    this.low = low;
    this.high = high;
  }

  digest(): Buffer {
    const { bits } = this.crc;
    const result = Buffer.alloc(bits / 8);
    result.writeUInt32BE(~this.low >>> 0, bits / 8 - 4);
    if (bits === 64) result.writeUInt32BE(~this.high >>> 0);
    return result;
  }
}

/** For each byte, what it contributes when it is followed by none, by one, … by seven others. */
function tablesOf({ polynomial }: Crc): Tables {
  const known = tables.get(polynomial);
  if (known !== undefined) return known;
  const created = { low: new Uint32Array(SLICE * BYTE), high: new Uint32Array(SLICE * BYTE) };
  const first = Array.from({ length: BYTE }, (_, byte) => {
    let value = BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1) {
      value = (value & 1n) === 1n ? (value >> 1n) ^ polynomial : value >> 1n;
    }
    return value;
  });
  let values = first;
  for (let followers = 0; followers < SLICE; followers += 1) {
    values.forEach((value, byte) => {
      created.low[followers * BYTE + byte] = Number(value & 0xffffffffn);
      created.high[followers * BYTE + byte] = Number(value >> 32n);
    });
    values = values.map((value) => (value >> 8n) ^ (first[Number(value & 255n)] ?? 0n));
  }
  tables.set(polynomial, created);
  return created;
}
