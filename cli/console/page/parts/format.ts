const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];
const SECOND_MS = 1_000;
const numbers = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** A number with separators and at most one decimal. */
export function number(value: number): string {
  return numbers.format(value);
}

/** A count with its noun: `1 record`, `2 records`. */
export function counted(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** Bytes in a unit that keeps them short. */
export function bytes(count: number): string {
  const power = count < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(count) / 10));
  return `${number(count / 1024 ** power)} ${UNITS[power]}`;
}

/** A duration in milliseconds. */
export function duration(milliseconds: number): string {
  if (milliseconds < SECOND_MS) return `${Math.round(milliseconds)} ms`;
  return seconds(milliseconds / SECOND_MS);
}

/** A duration in seconds. */
export function seconds(count: number): string {
  if (count < 90) return `${number(count)} s`;
  return count < 5_400 ? `${number(count / 60)} min` : `${number(count / 3_600)} h`;
}

/** A time in UTC without its fraction, as partitions are named in UTC. */
export function time(iso: string): string {
  return iso.replace("T", " ").replace(/(?:\.\d+)?Z$/, " UTC");
}

/** US cents as dollars. */
export function dollars(cents: number): string {
  return new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" }).format(cents / 100);
}

/** The last part of a key. */
export function fileName(key: string): string {
  return key.slice(key.lastIndexOf("/") + 1);
}
