/**
 * What a role requires of the service that assumes it.
 *
 * - `source-account`: `aws:SourceAccount` is the lake's account.
 * - `external-id`: `sts:ExternalId` is the lake's account.
 * - `none`: nothing but the service itself; use it if AWS reports that the role can't be assumed.
 */
export type TrustCondition = "source-account" | "external-id" | "none";

/** How the trust policies of each service's roles are restricted to the account. */
export interface ServiceTrust {
  /**
   * The external id is the form that AWS documents for Firehose; it is not documented whether Firehose sends the source
   * account.
   *
   * @default "external-id"
   * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#firehose-assume-role
   */
  readonly firehose?: TrustCondition;
  /** @default "source-account" */
  readonly glue?: TrustCondition;
  /** @default "source-account" */
  readonly lambda?: TrustCondition;
}
