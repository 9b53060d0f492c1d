import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { S3Client } from "@aws-sdk/client-s3";
import type { Environment } from "../../model/environment/environment";
import { hasS3State, s3StateLocation, savedPlanPrefix } from "../../model/naming/state-location";
import type { S3StateEnvironment } from "../../model/naming/state-location";
import { UserError } from "../../errors/user-error";
import { sha256 } from "./saved-plan";
import type { PlanReceipt } from "./saved-plan";

/**
 * Stores plans next to the state of their environment, encrypted like the state: a plan contains what a state contains,
 * including secrets. A plan is loaded by the version that was written.
 */
export class PlanStore {
  constructor(
    private readonly s3: S3Client,
    private readonly environment: S3StateEnvironment,
  ) {}

  /** Saves a document, and returns the receipt to load it with. */
  async save(commit: string, document: Buffer): Promise<PlanReceipt> {
    const { kmsKeyId } = this.environment.state;
    const { VersionId: versionId } = await this.s3.send(
      new PutObjectCommand({
        ...this.location(commit),
        Body: document,
        // Without a key for the state, the bucket's default encryption applies, as it does to the state.
        ...(kmsKeyId === undefined
          ? {}
          : { ServerSideEncryption: "aws:kms", SSEKMSKeyId: kmsKeyId }),
      }),
    );
    return {
      environment: this.environment.name,
      commit,
      sha256: sha256(document),
      ...(versionId === undefined ? {} : { versionId }),
    };
  }

  /**
   * Loads the document of a receipt.
   *
   * @throws UserError if it no longer exists
   */
  async load({ commit, versionId }: PlanReceipt): Promise<Buffer> {
    const location = this.location(commit);
    try {
      const { Body: body } = await this.s3.send(
        new GetObjectCommand({ ...location, VersionId: versionId }),
      );
      return Buffer.from((await body?.transformToByteArray()) ?? []);
    } catch (error) {
      if (!(error instanceof Error) || !/^(NoSuchKey|NoSuchVersion)$/.test(error.name)) throw error;
      throw new UserError(
        `The saved plan s3://${location.Bucket}/${location.Key} does not exist any more.`,
        "Plans are kept for a week. Plan again, and have the new plan approved.",
      );
    }
  }

  private location(commit: string) {
    const { bucket } = s3StateLocation(this.environment);
    return { Bucket: bucket, Key: `${savedPlanPrefix(this.environment)}${commit}.json` };
  }
}

/** @throws UserError for an environment whose state is not in S3, or is accessed with another role */
export function requirePlanStore(environment: Environment): S3StateEnvironment {
  if (hasS3State(environment) && environment.state.roleArn === undefined) return environment;
  throw new UserError(
    hasS3State(environment)
      ? `The state of ${environment.name} is accessed with a role of its own, which can't store plans.`
      : `The state of ${environment.name} is not in S3, so plans can't be saved.`,
    `Deploy it without a saved plan: npx cdktf deploy ${environment.name}`,
  );
}
