/** What the publisher function answers; sums of several invocations too. */
export interface PublishResult {
  readonly published: number;
  readonly failed: number;
  readonly batches: number;
  readonly retries: number;
  /** Violations of the contract in what was published; there when the dataset's publisher looks for them. */
  readonly violations?: number;
}
