const GZIP_MAGIC = 0x1f8b;

/** Whether bytes begin as a gzip file does. */
export function isGzip(bytes: Buffer): boolean {
  return bytes.length > 1 && bytes.readUInt16BE(0) === GZIP_MAGIC;
}
