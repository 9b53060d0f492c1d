import type { EncryptionConfiguration, ResultConfiguration } from "@aws-sdk/client-athena";

import { invalidRequest } from "./work-group";

/** The unvalidated input of an API call. */
export type Input = Readonly<Record<string, unknown>>;

/** A string field; undefined if it is missing. @throws AwsServiceError InvalidRequestException for another type */
export function stringField(input: Input, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw invalidRequest(`${name} must be a string`);
  return value;
}

/** A string field that must be there. @throws AwsServiceError InvalidRequestException if it is missing */
export function requiredField(input: Input, name: string): string {
  const value = stringField(input, name);
  if (value === undefined) throw invalidRequest(`${name} is required`);
  return value;
}

/** A list of strings; empty if it is missing. @throws AwsServiceError InvalidRequestException for another type */
export function stringListField(input: Input, name: string): string[] {
  const value = input[name] ?? [];
  if (!Array.isArray(value)) throw invalidRequest(`${name} must be a list`);
  return value.map(String);
}

/** An object field; empty if it is missing. @throws AwsServiceError InvalidRequestException for another type */
export function objectField(input: Input, name: string): Input {
  const value = input[name] ?? {};
  if (typeof value !== "object" || value === null)
    throw invalidRequest(`${name} must be an object`);
  // A JSON object has string keys and unknown values.
  return value as Input;
}

/** An integer field; undefined if it is missing. @throws AwsServiceError InvalidRequestException outside of its range */
export function integerField(
  input: Input,
  name: string,
  range: { readonly from: number; readonly to: number },
): number | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number" && Number.isInteger(value)) {
    if (value >= range.from && value <= range.to) return value;
  }
  throw invalidRequest(
    `${name} must be an integer between ${range.from} and ${range.to}, got ${JSON.stringify(value)}`,
  );
}

/** The request's ResultConfiguration; undefined if it is missing or empty. */
export function resultConfiguration(input: Input): ResultConfiguration | undefined {
  const given = objectField(input, "ResultConfiguration");
  if (Object.keys(given).length === 0) return undefined;
  const encryption = objectField(given, "EncryptionConfiguration");
  const option = stringField(encryption, "EncryptionOption");
  return {
    OutputLocation: stringField(given, "OutputLocation"),
    ExpectedBucketOwner: stringField(given, "ExpectedBucketOwner"),
    ...(option === undefined
      ? {}
      : {
          EncryptionConfiguration: {
            EncryptionOption: encryptionOption(option),
            KmsKey: stringField(encryption, "KmsKey"),
          },
        }),
  };
}

function encryptionOption(
  option: string,
): NonNullable<EncryptionConfiguration["EncryptionOption"]> {
  if (option === "SSE_S3" || option === "SSE_KMS" || option === "CSE_KMS") return option;
  throw invalidRequest(`EncryptionOption must be SSE_S3, SSE_KMS or CSE_KMS, got ${option}`);
}
