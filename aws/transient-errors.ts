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
 * Whether another attempt of a request may succeed: it was throttled, failed inside the service, or was lost on the
 * network.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export function isTransient(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  // Every field is optional, and is only compared with known values.
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

/** The connection was never established, so the service can't have received the request. */
const NO_CONNECTION: ReadonlySet<string> = new Set([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
]);

/**
 * Whether a failed request may nevertheless have been executed: always, unless the service rejected it or was never
 * reached.
 */
export function mayHaveSucceeded(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return true;
  // Every field is optional, and is only compared with known values.
  const { name = "", code = "", $metadata } = error as SdkError;
  const status = $metadata?.httpStatusCode ?? 0;
  const isRejected = status >= 400 && status < 500;
  return !isRejected && !NO_CONNECTION.has(code) && name !== "CredentialsProviderError";
}
