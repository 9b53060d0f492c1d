import { AwsServiceError } from "../../gateway/emulated-service";

/** Maximum size of all events that are waiting or being processed. */
const MAXIMUM_BYTES = 256 * 1024 * 1024;

/** Memory of an event in addition to its text. */
const EVENT_OVERHEAD_BYTES = 10 * 1024;

/** Bounds the memory of events that arrive faster than their functions process them. */
export class EventBudget {
  private bytes = 0;

  /** @param maximumBytes @default MAXIMUM_BYTES */
  constructor(private readonly maximumBytes = MAXIMUM_BYTES) {}

  /**
   * Takes memory for an event.
   *
   * @param bodyBytes size of the request body if it is kept until the function has responded @default 0
   * @returns a function that releases the memory
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
