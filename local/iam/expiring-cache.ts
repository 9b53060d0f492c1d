/** Keeps answers for a moment, so that a busy pipeline doesn't ask for the same policy with each call. */
export class ExpiringCache<Value> {
  private readonly entries = new Map<
    string,
    { readonly until: number; readonly value: Promise<Value> }
  >();

  /** @param lifetimeMs how old an answer may be, in milliseconds */
  constructor(private readonly lifetimeMs: number) {}

  /** The kept answer, or a new one; a failed one is not kept. */
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
