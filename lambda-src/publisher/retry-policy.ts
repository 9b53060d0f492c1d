/** How often and how long to try again. */
export interface RetryPolicy {
  /** Tries of one batch, the first included. */
  readonly maximumAttempts: number;
  /** Longest wait before the second try, in milliseconds; doubles with each further try. */
  readonly baseDelayMs: number;
  /** Longest wait of all, in milliseconds. */
  readonly maximumDelayMs: number;
  /** Time that must be left of the invocation for a try to be worth its start, in milliseconds. */
  readonly reserveMs: number;
}

/** Rides out about ten seconds of a shard at its limit: a full batch is half a second's worth of one shard. */
export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  maximumAttempts: 10,
  baseDelayMs: 100,
  maximumDelayMs: 5_000,
  reserveMs: 500,
};

/**
 * Wait before another try: exponential backoff with full jitter, in milliseconds.
 *
 * @param attempt tries made so far, 1 or more
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoffMs(
  policy: Pick<RetryPolicy, "baseDelayMs" | "maximumDelayMs">,
  attempt: number,
  random: () => number,
): number {
  return random() * Math.min(policy.maximumDelayMs, policy.baseDelayMs * 2 ** (attempt - 1));
}

const THROTTLING_CODES: ReadonlySet<string> = new Set([
  "KMSThrottlingException",
  "LimitExceededException",
  "ProvisionedThroughputExceededException",
  "RequestThrottled",
  "RequestThrottledException",
  "SlowDown",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
]);

const NETWORK_CODES: ReadonlySet<string> = new Set([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);

/** An AWS SDK error, as far as retrying needs it. */
interface SdkError {
  readonly name?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/**
 * Whether another try of a whole request may succeed: throttled, failed inside the service, or lost on the network.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export function isTransient(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  // Every field of it is optional, and used only after it is compared with known values.
  const { name = "", code = "", $metadata } = error as SdkError;
  const status = $metadata?.httpStatusCode ?? 0;
  return (
    status >= 500 ||
    status === 429 ||
    THROTTLING_CODES.has(name) ||
    NETWORK_CODES.has(code) ||
    name === "TimeoutError"
  );
}

/** Connections that were never made: the service can't have seen the request. */
const NO_CONNECTION: ReadonlySet<string> = new Set([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
]);

/**
 * Whether a request that failed as a whole may have been done all the same: unless the service refused it, or was never
 * reached.
 */
export function mayBeDone(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return true;
  // Every field of it is optional, and used only after it is compared with known values.
  const { name = "", code = "", $metadata } = error as SdkError;
  const status = $metadata?.httpStatusCode ?? 0;
  const isRefused = status >= 400 && status < 500;
  return !isRefused && !NO_CONNECTION.has(code) && name !== "CredentialsProviderError";
}
