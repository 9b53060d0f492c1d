import { GetObjectCommand } from "@aws-sdk/client-s3";
import type { S3Client } from "@aws-sdk/client-s3";
import {
  gitHubStateName,
  s3StateLocation,
  stateObjectKey,
} from "../../../model/naming/state-location";
import type { S3StateEnvironment } from "../../../model/naming/state-location";
import { parseState } from "../../bootstrap/state-file";
import type { TerraformState } from "../../bootstrap/state-file";
import { deployedResources } from "../deployed-resources";
import type { RemainingResource } from "./remaining-resource";

/** The roles of the workflows are a stack of their own; its state stays when it is destroyed, without resources. */
export async function remainingGitHubAccess(
  s3: S3Client,
  environment: S3StateEnvironment,
): Promise<RemainingResource[]> {
  if (environment.github === undefined) return [];
  if (deployedResources(await readState(s3, environment)).length === 0) return [];
  const stack = `${environment.name}-github`;
  return [
    {
      what: "stack with the roles of the GitHub workflows",
      name: stack,
      centsPerMonth: 0,
      advice: `npx cdktf destroy ${stack}`,
    },
  ];
}

async function readState(
  s3: S3Client,
  environment: S3StateEnvironment,
): Promise<TerraformState | undefined> {
  const { bucket } = s3StateLocation(environment);
  const key = stateObjectKey(environment, gitHubStateName);
  try {
    const { Body: body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    const text = Buffer.from((await body?.transformToByteArray()) ?? []).toString("utf8");
    return parseState(text, `s3://${bucket}/${key}`);
  } catch (error) {
    if (error instanceof Error && error.name === "NoSuchKey") return undefined;
    throw error;
  }
}
