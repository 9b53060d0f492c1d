const CAPACITY = 500;

/** What was read once, kept while it holds. */
export class RevisionCache<Value> {
  /** The one used longest ago comes first. */
  private readonly entries = new Map<
    string,
    { readonly revision: number; readonly value: Value }
  >();

  /**
   * What was read under a key, or what is read now.
   *
   * @param revision of what is read, taken now: another one makes what was read before count for nothing; undefined keeps
   * nothing
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
    // What is read while something changes may be the state before it: then the revision is another one already.
    this.entries.set(key, { revision, value });
    const [oldest] = this.entries.keys();
    if (this.entries.size > CAPACITY && oldest !== undefined) this.entries.delete(oldest);
    return value;
  }
}
