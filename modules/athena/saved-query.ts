/** A saved query (named query). */
export interface SavedQuery {
  /** One sentence. */
  readonly description: string;
  readonly sql: string;
}
