import { cbor, tag } from "@smithy/core/cbor";
import { isRecord } from "../../../errors/is-record";
import type { AwsReply } from "../../gateway/aws-request";
import { AwsServiceError } from "../../gateway/emulated-service";

/** How a call is written, and its answer. */
export interface WireFormat {
  readonly contentType: string;
  /** Parses a body into the values of JSON. @throws AwsServiceError SerializationException */
  parse(body: Buffer): Readonly<Record<string, unknown>>;
  /** Renders an answer with `Date` for times and `Buffer` for bytes. */
  render(value: unknown): Buffer | string;
}

export const JSON_CONTENT_TYPE = "application/x-amz-json-1.1";

/** Tag of a time in CBOR. @see https://www.rfc-editor.org/rfc/rfc8949#section-3.4.2 */
const TIME_TAG = 1;

const JSON_FORMAT: WireFormat = {
  contentType: JSON_CONTENT_TYPE,
  parse: (body) => requireStructure(() => (body.length === 0 ? {} : JSON.parse(body.toString()))),
  render: (value) => JSON.stringify(toJson(value)),
};

/**
 * CBOR as the SDKs for Java write it for Kinesis: bytes are bytes, and times are milliseconds, unlike in the standard.
 *
 * @see https://github.com/aws/aws-sdk-java-v2/blob/master/core/protocols/aws-cbor-protocol/src/main/java/software/amazon/awssdk/protocols/cbor/AwsCborProtocolFactory.java
 */
const CBOR_FORMAT: WireFormat = {
  contentType: "application/x-amz-cbor-1.1",
  parse: (body) =>
    requireStructure(() => (body.length === 0 ? {} : fromCbor(cbor.deserialize(body)))),
  render: (value) => Buffer.from(cbor.serialize(toCbor(value))),
};

/** The format of a call by its content type, in which it is answered as well. */
export function formatOf(contentType: string | undefined): WireFormat {
  return /^application\/(?:x-amz-)?cbor/i.test(contentType ?? "") ? CBOR_FORMAT : JSON_FORMAT;
}

/** Renders an answer; `errorType` sets the header that SDKs read first. */
export function renderReply(
  format: WireFormat,
  status: number,
  output: object,
  errorType?: string,
): AwsReply {
  return {
    status,
    headers: {
      "content-type": format.contentType,
      ...(errorType === undefined ? {} : { "x-amzn-errortype": errorType }),
    },
    body: format.render(output),
  };
}

function requireStructure(parse: () => unknown): Readonly<Record<string, unknown>> {
  try {
    const input = parse();
    if (isRecord(input)) return input;
  } catch {
    // Falls through to the error below: AWS returns the same one for every invalid body.
  }
  throw new AwsServiceError("SerializationException", "The request body is not a structure.");
}

/** Converts times to seconds and bytes to base64, and leaves out what is undefined. */
export function toJson(value: unknown): unknown {
  return convert(value, (leaf) => {
    if (leaf instanceof Date) return leaf.getTime() / 1000;
    return Buffer.isBuffer(leaf) ? leaf.toString("base64") : leaf;
  });
}

function toCbor(value: unknown): unknown {
  return convert(value, (leaf) =>
    leaf instanceof Date ? tag({ tag: TIME_TAG, value: leaf.getTime() }) : leaf,
  );
}

function convert(value: unknown, leafOf: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => convert(each, leafOf));
  const isLeaf = value instanceof Date || value instanceof Uint8Array || !isRecord(value);
  if (isLeaf) return leafOf(value);
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) =>
      each === undefined ? [] : [[name, convert(each, leafOf)]],
    ),
  );
}

/** Converts CBOR into what JSON would contain: bytes into base64, times into seconds. */
function fromCbor(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(fromCbor);
  if (typeof value === "bigint") return Number(value);
  if (!isRecord(value)) return value;
  if (value["tag"] === TIME_TAG && "value" in value) return Number(value["value"]) / 1000;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) =>
      each === null || each === undefined ? [] : [[name, fromCbor(each)]],
    ),
  );
}
