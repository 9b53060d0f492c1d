import {
  type AclConfiguration,
  type AthenaClient,
  type EncryptionConfiguration,
  GetWorkGroupCommand,
  type ResultConfiguration,
  type WorkGroup,
} from "@aws-sdk/client-athena";

import { AwsServiceError, toServiceError } from "../../gateway/emulated-service";

/** Settings of a query: its workgroup's, or the request's where the workgroup does not enforce its own. */
export interface ExecutionSettings {
  readonly name: string;
  /** `s3://bucket/prefix/`, with a trailing slash. */
  readonly outputLocation: string;
  readonly encryption: EncryptionConfiguration | undefined;
  readonly expectedBucketOwner: string | undefined;
  readonly acl: AclConfiguration | undefined;
  /** BytesScannedCutoffPerQuery. */
  readonly scanLimit: number | undefined;
  readonly selectedEngineVersion: string;
  /** EnforceWorkGroupConfiguration: the request's settings are ignored. */
  readonly enforced: boolean;
}

/**
 * Athena's InvalidRequestException.
 *
 * @param code AthenaErrorCode: the kind of problem
 * @see https://docs.aws.amazon.com/athena/latest/APIReference/API_InvalidRequestException.html
 */
export function invalidRequest(
  message: string,
  code: "INVALID_INPUT" | "MALFORMED_QUERY" = "INVALID_INPUT",
): AwsServiceError {
  return new AwsServiceError("InvalidRequestException", message, 400, { AthenaErrorCode: code });
}

/**
 * Resolves the settings of a query.
 *
 * @throws AwsServiceError InvalidRequestException if the workgroup is disabled, or there is no output location
 */
export function resolveExecutionSettings(
  workGroup: WorkGroup,
  requested: ResultConfiguration | undefined,
): ExecutionSettings {
  const { Name: name = "" } = workGroup;
  if (workGroup.State === "DISABLED") throw invalidRequest(`WorkGroup ${name} is disabled.`);
  const { Configuration: configuration = {} } = workGroup;
  const workGroupResult = configuration.ResultConfiguration ?? {};
  const enforced = configuration.EnforceWorkGroupConfiguration === true;
  const result =
    enforced || requested?.OutputLocation === undefined
      ? { ...(enforced ? {} : requested), ...workGroupResult }
      : requested;
  return {
    name,
    enforced,
    outputLocation: folder(result.OutputLocation),
    encryption: checkedEncryption(result.EncryptionConfiguration),
    expectedBucketOwner: result.ExpectedBucketOwner,
    acl: result.AclConfiguration,
    scanLimit: configuration.BytesScannedCutoffPerQuery,
    selectedEngineVersion: configuration.EngineVersion?.SelectedEngineVersion ?? "AUTO",
  };
}

/**
 * Reads a workgroup.
 *
 * @throws AwsServiceError InvalidRequestException if it does not exist
 */
export async function findWorkGroup(athena: AthenaClient, name: string): Promise<WorkGroup> {
  try {
    const { WorkGroup: workGroup } = await athena.send(
      new GetWorkGroupCommand({ WorkGroup: name }),
    );
    if (workGroup?.Name !== undefined) return workGroup;
  } catch (error) {
    throw toServiceError(error);
  }
  throw invalidRequest(`WorkGroup ${name} is not found.`);
}

function folder(location: string | undefined): string {
  if (location === undefined || location === "") {
    throw invalidRequest(
      "No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.",
    );
  }
  if (!/^s3:\/\/[^/]+/.test(location))
    throw invalidRequest(`outputLocation is not a valid S3 path.`);
  return location.endsWith("/") ? location : `${location}/`;
}

function checkedEncryption(
  encryption: EncryptionConfiguration | undefined,
): EncryptionConfiguration | undefined {
  if (encryption?.EncryptionOption === "CSE_KMS") {
    throw invalidRequest(
      "Results with client-side encryption (CSE_KMS) are not supported by the embedded Athena; they work on AWS.",
    );
  }
  return encryption?.EncryptionOption === undefined ? undefined : encryption;
}
