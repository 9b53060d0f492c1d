import { crc32, deflateRawSync } from "node:zlib";

/** An entry as its headers describe it; each of them can be wrong. */
export interface ForgedEntry {
  readonly name: string | Buffer;
  /** @default - no content */
  readonly content?: Buffer;
  /** @default 8, deflated */
  readonly method?: number;
  /** @default 0x800, a name in UTF-8 */
  readonly flags?: number;
  /** Unix mode, with the file type. @default 0 */
  readonly mode?: number;
  /** @default - the content's */
  readonly declaredBytes?: number;
  /** @default - the content's */
  readonly checksum?: number;
  /** Points to the local header of another entry. @default - its own */
  readonly sharesContentOf?: number;
  /** Whether sizes are in a zip64 extra field. @default false */
  readonly zip64?: boolean;
}

/** Builds a zip with the given headers. */
export function forgeZip(entries: readonly ForgedEntry[]) {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (const entry of entries) {
    const raw = entry.content ?? Buffer.alloc(0);
    const data = (entry.method ?? 8) === 8 ? deflateRawSync(raw, { level: 1 }) : raw;
    const fields = describe(entry, raw, data);
    offsets.push(
      entry.sharesContentOf === undefined ? offset : (offsets[entry.sharesContentOf] ?? 0),
    );
    directory.push(central(fields, offsets.at(-1) ?? 0));
    if (entry.sharesContentOf !== undefined) continue;
    const local = Buffer.concat([signature(0x04034b50), fields.common, fields.name]);
    bodies.push(local, data);
    offset += local.length + data.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(entries.length, 0xffff), 8);
  end.writeUInt16LE(Math.min(entries.length, 0xffff), 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, list, ...zip64End(entries.length, list.length, offset), end]);
}

interface Fields {
  readonly name: Buffer;
  readonly common: Buffer;
  readonly mode: number;
  readonly extra: Buffer;
}

function describe(entry: ForgedEntry, raw: Buffer, data: Buffer): Fields {
  const name = Buffer.from(entry.name);
  const declaredBytes = entry.declaredBytes ?? raw.length;
  const extra = Buffer.alloc(entry.zip64 === true ? 20 : 0);
  if (entry.zip64 === true) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(16, 2);
    extra.writeBigUInt64LE(BigInt(declaredBytes), 4);
    extra.writeBigUInt64LE(BigInt(data.length), 12);
  }
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(entry.flags ?? 0x800, 2);
  common.writeUInt16LE(entry.method ?? 8, 4);
  common.writeUInt32LE(0x21, 6);
  common.writeUInt32LE(entry.checksum ?? crc32(raw), 10);
  common.writeUInt32LE(entry.zip64 === true ? 0xffffffff : data.length, 14);
  common.writeUInt32LE(entry.zip64 === true ? 0xffffffff : declaredBytes, 18);
  common.writeUInt16LE(name.length, 22);
  return { name, common, mode: entry.mode ?? 0, extra };
}

function central({ name, common, mode, extra }: Fields, offset: number): Buffer {
  const described = Buffer.from(common);
  described.writeUInt16LE(extra.length, 24);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE((mode << 16) >>> 0, 6);
  rest.writeUInt32LE(offset, 10);
  const madeBy = Buffer.from([20, 3]);
  return Buffer.concat([signature(0x02014b50), madeBy, described, rest, name, extra]);
}

/** Required for more entries than 16 bits can count. */
function zip64End(entries: number, bytes: number, offset: number): Buffer[] {
  if (entries <= 0xffff) return [];
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(entries), 24);
  record.writeBigUInt64LE(BigInt(entries), 32);
  record.writeBigUInt64LE(BigInt(bytes), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + bytes), 8);
  locator.writeUInt32LE(1, 16);
  return [record, locator];
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value, 0);
  return bytes;
}
