import { AwsServiceError } from "../../gateway/emulated-service";

/** Bytes of all events together that wait for their functions, or are with them. */
const MAXIMUM_BYTES = 256 * 1024 * 1024;

/** What an event takes besides its text. */
const EVENT_OVERHEAD_BYTES = 10 * 1024;

/** Bounds the memory of events whose functions are slower than their callers. */
export class EventBudget {
  private bytes = 0;

  /** @param maximumBytes @default MAXIMUM_BYTES */
  constructor(private readonly maximumBytes = MAXIMUM_BYTES) {}

  /**
   * Takes memory for an event.
   *
   * @param bodyBytes of the call that brought it and waits for its function @default 0
   * @returns gives it back
   * @throws AwsServiceError as Lambda throttles
   */
  take(event: string, bodyBytes = 0): () => void {
    const bytes = event.length + bodyBytes + EVENT_OVERHEAD_BYTES;
    if (this.bytes + bytes > this.maximumBytes) {
      throw new AwsServiceError("TooManyRequestsException", "Rate Exceeded.", 429);
    }
    this.bytes += bytes;
    return () => {
      this.bytes -= bytes;
    };
  }
}
