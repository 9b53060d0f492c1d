import type { Construct } from "constructs";
import { EncryptedBucket } from "../data-storage/encrypted-bucket";
import type { StateKey } from "./state-key";

/** The bucket of Terraform states. */
export interface StateBucketProps {
  readonly region: string;
  /** Unique in the world. */
  readonly bucketName: string;
  readonly key: StateKey;
}

// A state is replaced at each deploy: long enough to notice, after holidays too, that one went wrong.
const oldStateDays = 90;

/** Keeps Terraform states, each old version for 90 days; Terraform itself can't destroy it. */
export class StateBucket extends EncryptedBucket {
  constructor(scope: Construct, id: string, props: StateBucketProps) {
    super(scope, id, {
      ...props,
      purpose: "State",
      removalPolicy: "retain",
      noncurrentVersionDays: oldStateDays,
      ageing: [],
    });
  }
}
