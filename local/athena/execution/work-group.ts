import {
  type AclConfiguration,
  type AthenaClient,
  type EncryptionConfiguration,
  GetWorkGroupCommand,
  type ResultConfiguration,
  type WorkGroup,
} from "@aws-sdk/client-athena";

import { AwsServiceError, toServiceError } from "../../gateway/emulated-service";

/** What a query has to keep to: its work group's settings, and the caller's where the work group allows them. */
export interface QuerySettings {
  readonly name: string;
  /** `s3://bucket/folder/`, with a slash at its end. */
  readonly outputLocation: string;
  readonly encryption: EncryptionConfiguration | undefined;
  readonly expectedBucketOwner: string | undefined;
  readonly acl: AclConfiguration | undefined;
  /** Bytes that a query may scan. */
  readonly scanLimit: number | undefined;
  readonly selectedEngineVersion: string;
  /** Whether the caller's settings count for nothing. */
  readonly enforced: boolean;
}

/** A refusal of StartQueryExecution and its like. */
export function invalidRequest(message: string): AwsServiceError {
  return new AwsServiceError("InvalidRequestException", message);
}

/**
 * Works out what holds for a query of a work group.
 *
 * @throws AwsServiceError InvalidRequestException for a work group that is disabled, and where nobody says where results
 * go
 */
export function resolveQuerySettings(
  workGroup: WorkGroup,
  asked: ResultConfiguration | undefined,
): QuerySettings {
  const { Name: name = "" } = workGroup;
  if (workGroup.State === "DISABLED") throw invalidRequest(`WorkGroup ${name} is disabled.`);
  const { Configuration: configuration = {} } = workGroup;
  const own = configuration.ResultConfiguration ?? {};
  const enforced = configuration.EnforceWorkGroupConfiguration === true;
  const result =
    enforced || asked?.OutputLocation === undefined
      ? { ...(enforced ? {} : asked), ...own }
      : asked;
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
 * Asks for a work group.
 *
 * @throws AwsServiceError InvalidRequestException for one that there isn't
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
