import { isTransient, mayHaveSucceeded } from "../../aws/transient-errors";

describe("a failed request", () => {
  const failure = (fields: object) => Object.assign(new Error("no"), fields);

  it.each([
    ["a throttled one", { name: "ProvisionedThroughputExceededException" }],
    ["a throttled key", { name: "KMSThrottlingException", $metadata: { httpStatusCode: 400 } }],
    ["an unavailable service", { $metadata: { httpStatusCode: 503 } }],
    ["too many requests", { $metadata: { httpStatusCode: 429 } }],
    ["a reset connection", { code: "ECONNRESET" }],
    ["a refused connection", { code: "ECONNREFUSED" }],
    ["a timeout", { name: "TimeoutError" }],
  ])("is retried: %s", (_, fields) => {
    expect(isTransient(failure(fields))).toBe(true);
  });

  it.each([
    ["a missing stream", { name: "ResourceNotFoundException", $metadata: { httpStatusCode: 400 } }],
    ["a missing permission", { name: "AccessDeniedException", $metadata: { httpStatusCode: 400 } }],
    ["a bug", {}],
  ])("is not retried: %s", (_, fields) => {
    expect(isTransient(failure(fields))).toBe(false);
  });

  it("is not retried when it is not an error at all", () => {
    expect([isTransient("no"), isTransient(null)]).toEqual([false, false]);
  });

  it.each([
    ["a reset connection", { code: "ECONNRESET" }],
    ["an error inside the service", { $metadata: { httpStatusCode: 500 } }],
    ["a time limit", { name: "TimeLimitError" }],
  ])("may have succeeded: %s", (_, fields) => {
    expect(mayHaveSucceeded(failure(fields))).toBe(true);
  });

  it.each([
    ["a rejected request", { $metadata: { httpStatusCode: 400 } }],
    ["a connection that was never made", { code: "ECONNREFUSED" }],
    ["missing credentials", { name: "CredentialsProviderError" }],
  ])("can't have succeeded: %s", (_, fields) => {
    expect(mayHaveSucceeded(failure(fields))).toBe(false);
  });
});
