const UNITS = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

/** A number of bytes in its largest unit: `512 B`, `1.5 MiB`. */
export function byteCount(bytes: number): string {
  const exponent = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  const amount = bytes / 1024 ** exponent;
  return `${exponent === 0 ? amount : amount.toFixed(1)} ${UNITS[exponent]}`;
}
