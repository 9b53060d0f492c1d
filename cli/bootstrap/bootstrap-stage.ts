import type { S3Client } from "@aws-sdk/client-s3";
import type { S3StateLocation } from "../../model/naming/state-location";
import { UserError } from "../../errors/user-error";
import { stateBucketAddress } from "./adoptable-resources";
import { hasObject, stateBucketOwner } from "./state-bucket";
import { hasResource, readStateFile } from "./state-file";
import type { TerraformState } from "./state-file";

/**
 * How far the bootstrap of an environment is.
 *
 * - `bucket`: the state lies in the bucket; what is left of an interim one may go.
 * - `interim`: it does not yet; what there is lies in the interim state.
 * - `adopt`: bucket or key are there, and no state knows them.
 */
export interface BootstrapStage {
  readonly stage: "bucket" | "interim" | "adopt";
  readonly interim?: TerraformState | undefined;
}

/** What the stage is found out from. */
export interface BootstrapStageProps {
  readonly s3: S3Client;
  readonly location: S3StateLocation;
  readonly accountId: string;
  /** Key of the state of the state stack in the bucket. */
  readonly key: string;
  readonly interimFile: string;
  /** Whether a bucket that nothing knows of may be taken over. */
  readonly adopt: boolean;
}

/**
 * Finds out where to go on: at the beginning, or where an earlier run was interrupted.
 *
 * @throws UserError when the bucket is somebody else's, or the account's own and not to be adopted
 */
export async function bootstrapStage(props: BootstrapStageProps): Promise<BootstrapStage> {
  const { s3, location, accountId, key, interimFile, adopt } = props;
  const owner = await stateBucketOwner(s3, location, accountId);
  const interim = readStateFile(interimFile);
  if (owner === "nobody") return { stage: "interim", interim };
  if (await hasObject(s3, location.bucket, key)) return { stage: "bucket", interim };
  if (hasResource(interim, stateBucketAddress)) return { stage: "interim", interim };
  if (adopt) return { stage: "adopt", interim };
  throw new UserError(
    `The bucket ${location.bucket} is in your account already, and was not made by this command, or what it knew of it is lost.`,
    "To have the bucket's settings managed, and changed to this project's: npx lake bootstrap --adopt with the same --env. To use it as it is, there is nothing to bootstrap.",
  );
}
