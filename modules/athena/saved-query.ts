/** A question that people ask again and again. */
export interface SavedQuery {
  /** What is asked, in a sentence. */
  readonly description: string;
  readonly sql: string;
}
