/** A chunk is split at this length: short enough to insert into, long enough to have few of them. */
const CHUNK_KEYS = 1_024;

/** Code units of surrogates sort before those of U+E000 to U+FFFF, whose code points are smaller. */
const SURROGATE = /[\ud800-\udfff]/;

/** Compares keys by their UTF-8 bytes, in which order S3 lists them. */
export function compareKeys(one: string, other: string): number {
  if (!SURROGATE.test(one) && !SURROGATE.test(other)) return one < other ? -1 : one > other ? 1 : 0;
  return Buffer.compare(Buffer.from(one, "utf8"), Buffer.from(other, "utf8"));
}

/** Distinct keys in the order in which S3 lists them. */
export class SortedKeys {
  private readonly chunks: string[][] = [];

  add(key: string): void {
    const at = this.chunkOf((last) => compareKeys(last, key) < 0);
    const chunk = this.chunks[at] ?? this.chunks.at(-1);
    if (chunk === undefined) {
      this.chunks.push([key]);
      return;
    }
    const place = firstAt(chunk, (each) => compareKeys(each, key) < 0);
    if (chunk[place] === key) return;
    chunk.splice(place, 0, key);
    if (chunk.length > CHUNK_KEYS) {
      const index = Math.min(at, this.chunks.length - 1);
      this.chunks.splice(index + 1, 0, chunk.splice(CHUNK_KEYS / 2));
    }
  }

  delete(key: string): void {
    const at = this.chunkOf((last) => compareKeys(last, key) < 0);
    const chunk = this.chunks[at];
    if (chunk === undefined) return;
    const place = firstAt(chunk, (each) => compareKeys(each, key) < 0);
    if (chunk[place] !== key) return;
    chunk.splice(place, 1);
    if (chunk.length === 0) this.chunks.splice(at, 1);
  }

  /**
   * The keys from the first that is not before a place.
   *
   * @param isBefore true for the keys before the place, false for all after them
   */
  *from(isBefore: (key: string) => boolean): Generator<string> {
    const first = this.chunkOf(isBefore);
    for (let at = first; at < this.chunks.length; at += 1) {
      const chunk = this.chunks[at] ?? [];
      const start = at === first ? firstAt(chunk, isBefore) : 0;
      for (let place = start; place < chunk.length; place += 1) yield chunk[place] ?? "";
    }
  }

  private chunkOf(isBefore: (key: string) => boolean): number {
    return firstAt(this.chunks, (chunk) => isBefore(chunk.at(-1) ?? ""));
  }
}

/** The place of the first item that is not before, by binary search. */
function firstAt<Item>(items: readonly Item[], isBefore: (item: Item) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    // The middle of two valid places is one.
    if (isBefore(items[middle] as Item)) low = middle + 1;
    else high = middle;
  }
  return low;
}
