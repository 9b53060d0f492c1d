import { setImmediate as nextTurn } from "node:timers/promises";
import { GetObjectCommand, S3ServiceException } from "@aws-sdk/client-s3";
import type { S3Client } from "@aws-sdk/client-s3";
import type { AwsRequest } from "../../gateway/aws-request";
import { AwsServiceError } from "../../gateway/emulated-service";
import { PACKAGE_REQUEST_BYTES } from "../../gateway/routing/lambda-operations";
import type { FunctionRequest } from "../function-request";
import { ZIP_LIMITS } from "./unzip/zip-limits";

/** Input of a call, as JSON. */
export type JsonInput = Readonly<Record<string, unknown>>;

/** Characters of base64 to decode at once; a multiple of four. */
const SLICE_CHARACTERS = 1_048_576;

/**
 * Parses the input of a call that changes a function.
 *
 * @throws AwsServiceError as Lambda answers: the request is too large, or not a JSON object
 */
export function readInput({ operation }: FunctionRequest, { body }: AwsRequest): JsonInput {
  if (body.length > PACKAGE_REQUEST_BYTES) {
    throw new AwsServiceError(
      "RequestEntityTooLargeException",
      `Request must be smaller than ${PACKAGE_REQUEST_BYTES} bytes for the ${operation} operation`,
      413,
    );
  }
  try {
    const input: unknown = JSON.parse(body.toString("utf8"));
    // Checked here: a JSON object has string keys and unknown values.
    if (typeof input === "object" && input !== null) return input as JsonInput;
  } catch {
    // Falls through to the error below.
  }
  throw new AwsServiceError("SerializationException", "Could not parse request body into json");
}

/**
 * Returns the zip that a call deploys; undefined if it deploys none.
 *
 * @throws AwsServiceError as Lambda answers, also while the zip is read
 */
export async function uploadedZip(
  code: JsonInput,
  s3: S3Client,
): Promise<AsyncIterable<Uint8Array> | undefined> {
  const { ZipFile, S3Bucket, S3Key, S3ObjectVersion } = code;
  if (ZipFile !== undefined) {
    if (S3Bucket !== undefined || S3Key !== undefined || code.ImageUri !== undefined) {
      const message =
        "Please do not provide other FunctionCode parameters when providing a ZipFile.";
      throw new AwsServiceError("InvalidParameterValueException", message);
    }
    return decode(text("ZipFile", ZipFile));
  }
  if (S3Bucket === undefined) return undefined;
  try {
    const { Body } = await s3.send(
      new GetObjectCommand({
        Bucket: text("S3Bucket", S3Bucket),
        Key: text("S3Key", S3Key),
        VersionId: S3ObjectVersion === undefined ? undefined : text("S3Object", S3ObjectVersion),
      }),
    );
    // In Node.js the SDK returns a readable stream of buffers.
    return Body as AsyncIterable<Uint8Array> | undefined;
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    const message = `Error occurred while GetObject. S3 Error Code: ${error.name}. S3 Error Message: ${error.message}`;
    throw new AwsServiceError("InvalidParameterValueException", message);
  }
}

async function* decode(base64: string): AsyncIterable<Uint8Array> {
  if (Buffer.byteLength(base64, "base64") > ZIP_LIMITS.directUploadBytes) {
    throw new AwsServiceError(
      "RequestEntityTooLargeException",
      `Zipped size must be smaller than ${ZIP_LIMITS.directUploadBytes} bytes`,
      413,
    );
  }
  for (let begin = 0; begin < base64.length; begin += SLICE_CHARACTERS) {
    const slice = base64.slice(begin, begin + SLICE_CHARACTERS);
    const isLast = begin + SLICE_CHARACTERS >= base64.length;
    if (slice.length % 4 !== 0 || !(isLast ? LAST_SLICE : SLICE).test(slice)) {
      throw new AwsServiceError("SerializationException", "ZipFile is not valid base64.");
    }
    yield Buffer.from(slice, "base64");
    await nextTurn();
  }
}

const SLICE = /^[A-Za-z0-9+/]*$/;
const LAST_SLICE = /^[A-Za-z0-9+/]*={0,2}$/;

function text(name: string, value: unknown): string {
  if (typeof value === "string" && value !== "") return value;
  throw new AwsServiceError("SerializationException", `${name} must be a non-empty string`);
}
