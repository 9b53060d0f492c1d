/**
 * What a service must show to assume a role.
 *
 * - `source-account`: `aws:SourceAccount` is the lake's account.
 * - `external-id`: `sts:ExternalId` is the lake's account.
 * - `none`: only that it is the service; use it if AWS says that the role can't be assumed.
 */
export type TrustCondition = "source-account" | "external-id" | "none";

/** How the trust policy of each service's roles is bound to the account. */
export interface ServiceTrust {
  /**
   * The external id is the form that AWS documents for Firehose; whether Firehose sends the source account is not
   * documented.
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
