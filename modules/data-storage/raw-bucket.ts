import type { Construct } from "constructs";
import { defaultRawRetentionDays } from "../../config/lake-lifecycle";
import { EncryptedBucket } from "./encrypted-bucket";
import type { BucketProps } from "./encrypted-bucket";

/** The bucket of source records as they came. */
export interface RawBucketProps extends Omit<BucketProps, "noncurrentVersionDays"> {
  /**
   * Days after which objects expire, and again as many for which a deleted one can be brought back.
   *
   * @default 30
   */
  readonly retentionDays?: number;
}

/** Keeps source records for a while, so that a mistake in the schema can be put right. */
export class RawBucket extends EncryptedBucket {
  constructor(scope: Construct, id: string, props: RawBucketProps) {
    const retentionDays = props.retentionDays ?? defaultRawRetentionDays;
    super(scope, id, {
      ...props,
      purpose: "Raw",
      noncurrentVersionDays: retentionDays,
      ageing: [{ id: "expire-raw-records", prefix: "", expireAfterDays: retentionDays }],
    });
  }
}
