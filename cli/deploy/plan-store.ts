import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { S3Client } from "@aws-sdk/client-s3";
import type { Environment } from "../../model/environment/environment";
import { hasS3State, s3StateLocation, savedPlanPrefix } from "../../model/naming/state-location";
import type { S3StateEnvironment } from "../../model/naming/state-location";
import { UserError } from "../../errors/user-error";
import { sha256 } from "./saved-plan";
import type { PlanReceipt } from "./saved-plan";

/**
 * Keeps plans beside the state of their environment, encrypted as the state is: a plan holds what a state holds, secrets
 * among it. What is asked for is the very version that was written.
 */
export class PlanStore {
  constructor(
    private readonly s3: S3Client,
    private readonly environment: S3StateEnvironment,
  ) {}

  /** Saves a document, and says by what it is asked for again. */
  async save(commit: string, document: Buffer): Promise<PlanReceipt> {
    const { kmsKeyId } = this.environment.state;
    const { VersionId: versionId } = await this.s3.send(
      new PutObjectCommand({
        ...this.place(commit),
        Body: document,
        // Without a key of the state's own, the bucket's default encryption decides, as it does of the state.
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
   * The document of a receipt.
   *
   * @throws UserError when it is gone
   */
  async load({ commit, versionId }: PlanReceipt): Promise<Buffer> {
    const place = this.place(commit);
    try {
      const { Body: body } = await this.s3.send(
        new GetObjectCommand({ ...place, VersionId: versionId }),
      );
      return Buffer.from((await body?.transformToByteArray()) ?? []);
    } catch (error) {
      if (!(error instanceof Error) || !/^(NoSuchKey|NoSuchVersion)$/.test(error.name)) throw error;
      throw new UserError(
        `There is no saved plan s3://${place.Bucket}/${place.Key} any more.`,
        "Plans are kept for a week. Plan again, and let it be approved again.",
      );
    }
  }

  private place(commit: string) {
    const { bucket } = s3StateLocation(this.environment);
    return { Bucket: bucket, Key: `${savedPlanPrefix(this.environment)}${commit}.json` };
  }
}

/** @throws UserError for an environment that keeps its state elsewhere, or by another role */
export function requirePlanStore(environment: Environment): S3StateEnvironment {
  if (hasS3State(environment) && environment.state.roleArn === undefined) return environment;
  throw new UserError(
    hasS3State(environment)
      ? `The state of ${environment.name} is reached by a role of its own, which can't keep plans.`
      : `The state of ${environment.name} is not in S3: there is no place for a saved plan.`,
    `Deploy it without one: npx cdktf deploy ${environment.name}`,
  );
}
