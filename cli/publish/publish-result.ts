/** Response of the publisher function, or the sum of several. */
export interface PublishResult {
  readonly published: number;
  readonly failed: number;
  readonly batches: number;
  readonly retries: number;
  /** Contract violations in the published events; present if the dataset's publisher validates. */
  readonly violations?: number;
}
