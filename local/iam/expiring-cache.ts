/** A cache with a short lifetime, so that a busy pipeline does not read the same policy for each call. */
export class ExpiringCache<Value> {
  private readonly entries = new Map<
    string,
    { readonly until: number; readonly value: Promise<Value> }
  >();

  /** @param lifetimeMs lifetime of a value in milliseconds */
  constructor(private readonly lifetimeMs: number) {}

  /** Returns the cached value, or loads it; failures are not cached. */
  get(key: string, load: () => Promise<Value>): Promise<Value> {
    const now = Date.now();
    const kept = this.entries.get(key);
    if (kept !== undefined && kept.until > now) return kept.value;
    const value = load();
    this.entries.set(key, { until: now + this.lifetimeMs, value });
    value.catch(() => this.entries.delete(key));
    return value;
  }
}
