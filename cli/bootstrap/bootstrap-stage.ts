import type { S3Client } from "@aws-sdk/client-s3";
import type { S3StateLocation } from "../../model/naming/state-location";
import { UserError } from "../../errors/user-error";
import { stateBucketAddress } from "./adoptable-resources";
import { hasObject, stateBucketOwner } from "./state-bucket-owner";
import { hasResource, readStateFile } from "./state-file";
import type { TerraformState } from "./state-file";

/**
 * Progress of the bootstrap of an environment.
 *
 * - `bucket`: the state is in the bucket; a remaining interim state may be removed.
 * - `interim`: the state is not in the bucket yet; what exists is in the interim state.
 * - `adopt`: the bucket or the key exists, and no state contains it.
 */
export interface BootstrapStage {
  readonly stage: "bucket" | "interim" | "adopt";
  readonly interim?: TerraformState | undefined;
}

/** Input to determine the stage. */
export interface BootstrapStageProps {
  readonly s3: S3Client;
  readonly location: S3StateLocation;
  readonly accountId: string;
  /** Key of the state of the state stack in the bucket. */
  readonly key: string;
  readonly interimFile: string;
  /** Whether a bucket that no state contains may be managed. */
  readonly adopt: boolean;
}

/**
 * Determines where to continue: at the start, or where an earlier run was interrupted.
 *
 * @throws UserError if the bucket belongs to another account, or exists and is not to be adopted
 */
export async function bootstrapStage(props: BootstrapStageProps): Promise<BootstrapStage> {
  const { s3, location, accountId, key, interimFile, adopt } = props;
  const owner = await stateBucketOwner(s3, location, accountId);
  const interim = readStateFile(interimFile);
  if (owner === "none") return { stage: "interim", interim };
  if (await hasObject(s3, location.bucket, key)) return { stage: "bucket", interim };
  if (hasResource(interim, stateBucketAddress)) return { stage: "interim", interim };
  if (adopt) return { stage: "adopt", interim };
  throw new UserError(
    `The bucket ${location.bucket} exists in your account already, and no Terraform state contains it.`,
    "To manage the bucket, which changes its settings to this project's: npx lake bootstrap --adopt with the same --env. To use it as it is, no bootstrap is needed.",
  );
}
