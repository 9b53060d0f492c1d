const CAPACITY = 500;

/** An LRU cache whose entries are valid for one revision of their source. */
export class RevisionCache<Value> {
  /** Least recently used first. */
  private readonly entries = new Map<
    string,
    { readonly revision: number; readonly value: Value }
  >();

  /** @param capacity number of entries. @default 500 */
  constructor(private readonly capacity = CAPACITY) {}

  /**
   * Returns the cached value of a key, or loads it.
   *
   * @param revision the source's current revision: a value cached under another one is stale; undefined disables caching
   */
  async read(
    key: string,
    revision: number | undefined,
    load: () => Promise<Value>,
  ): Promise<Value> {
    if (revision === undefined) return load();
    const known = this.entries.get(key);
    const value = known?.revision === revision ? known.value : await load();
    this.entries.delete(key);
    // A value loaded during a change may be stale, but then the revision has changed, too.
    this.entries.set(key, { revision, value });
    const [oldest] = this.entries.keys();
    if (this.entries.size > this.capacity && oldest !== undefined) this.entries.delete(oldest);
    return value;
  }
}
