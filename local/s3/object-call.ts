import type { AwsReply } from "../gateway/aws-request";
import type { Forward, StreamedCall, StreamedReply } from "../gateway/emulated-service";
import type { BucketConfiguration, BucketConfigurations } from "./bucket-configuration";
import type { BucketStore } from "./store/bucket-store";
import type { ObjectStore } from "./store/object-store";
import { S3_DOCUMENT_BYTES } from "../gateway/routing/pipeline-services";
import { S3Error } from "./s3-error";
import { writeXml } from "./xml/write-xml";
import type { XmlNode } from "./xml/write-xml";

/** The owner of every bucket and object, as the control plane names it. */
export const OWNER_ID = "75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a";

/** What the operations of S3's objects work with. */
export interface ObjectOperations {
  readonly store: ObjectStore;
  readonly configurations: BucketConfigurations;
  /** The time in milliseconds since 1970. */
  readonly now: () => number;
}

/** A call to an object, or to the objects of a bucket. */
export interface ObjectCall {
  readonly operations: ObjectOperations;
  readonly bucket: string;
  /** Empty for calls to a bucket. */
  readonly key: string;
  readonly method: string;
  readonly parameters: URLSearchParams;
  readonly configuration: BucketConfiguration;
  readonly objects: BucketStore;
  readonly sent: StreamedCall;
  readonly forward: Forward;
}

/** Answers a call. */
export type ObjectOperation = (call: ObjectCall) => Promise<StreamedReply> | StreamedReply;

/** A header of a call that can't be repeated. */
export function headerOf(call: Pick<ObjectCall, "sent">, name: string): string | undefined {
  const value = call.sent.headers[name];
  return typeof value === "string" ? value : undefined;
}

/** A parameter of a call; undefined if it is missing or empty. */
export function parameterOf({ parameters }: ObjectCall, name: string): string | undefined {
  return parameters.get(name) || undefined;
}

/** A document as a reply. */
export function xmlReply(
  root: string,
  content: readonly XmlNode[],
  headers: AwsReply["headers"] = {},
): StreamedReply {
  return {
    status: 200,
    headers: { ...headers, "content-type": "application/xml" },
    body: writeXml(root, content),
  };
}

/** A time as S3's documents have it. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/**
 * The whole body of a call that is a document.
 *
 * @throws S3Error if it is longer than any document of S3
 */
export async function readBody({ sent }: ObjectCall): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of sent.body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > S3_DOCUMENT_BYTES) {
      throw new S3Error("MaxMessageLengthExceeded", 400, "Your request was too large.", {
        MaxMessageLengthBytes: String(S3_DOCUMENT_BYTES),
      });
    }
  }
  return Buffer.concat(chunks);
}
