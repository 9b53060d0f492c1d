import type { StreamedReply } from "../../gateway/emulated-service";
import { headerOf, parameterOf } from "../object-call";
import type { ObjectCall } from "../object-call";
import { readPartNumber } from "../multipart/part-number";
import { invalidRequest, S3Error } from "../s3-error";
import type { ContentVersion } from "../store/object-version";
import { readRange } from "./byte-range";
import type { ByteRange } from "./byte-range";
import { checkRead } from "./conditions";
import { expirationHeader } from "../lifecycle/expiration-header";
import { requireVersion } from "./find-version";
import { checksumHeaders, objectHeaders } from "../attributes/object-headers";
import { readSegments } from "./read-segments";

/** Parameters that replace a header of the reply. */
const OVERRIDES: Readonly<Record<string, string>> = {
  "response-cache-control": "cache-control",
  "response-content-disposition": "content-disposition",
  "response-content-encoding": "content-encoding",
  "response-content-language": "content-language",
  "response-content-type": "content-type",
  "response-expires": "expires",
};

/**
 * GetObject and HeadObject.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function getObject(call: ObjectCall): StreamedReply {
  const { configuration, method, objects } = call;
  const version = requireVersion(call);
  const described = objectHeaders(version, configuration.versioning !== "none");
  if (checkRead(call, version) === "not modified") {
    const { etag, "last-modified": modified, "cache-control": cache } = described;
    return {
      status: 304,
      headers: {
        ...(etag === undefined ? {} : { etag }),
        ...(modified === undefined ? {} : { "last-modified": modified }),
        ...(cache === undefined ? {} : { "cache-control": cache }),
      },
    };
  }
  const part = partRange(call, version);
  const range = part ?? readRange(headerOf(call, "range"), version.bytes);
  const { first, last } = range ?? { first: 0, last: version.bytes - 1 };
  const headers = {
    ...described,
    ...overrides(call),
    ...expirationHeader(objects.lifecycle, version, call.configuration),
    ...(wantsChecksum(call) && range === undefined ? checksumHeaders(version.checksum) : {}),
    "content-length": String(last - first + 1),
    ...(range === undefined ? {} : { "content-range": `bytes ${first}-${last}/${version.bytes}` }),
  };
  const status = range === undefined ? 200 : 206;
  if (method === "HEAD") return { status, headers };
  return { status, headers, body: readSegments(objects.contents, version, { first, last }) };
}

function wantsChecksum(call: ObjectCall): boolean {
  return headerOf(call, "x-amz-checksum-mode")?.toUpperCase() === "ENABLED";
}

function overrides(call: ObjectCall): Record<string, string> {
  return Object.fromEntries(
    Object.entries(OVERRIDES).flatMap(([parameter, header]) => {
      const value = parameterOf(call, parameter);
      return value === undefined ? [] : [[header, value]];
    }),
  );
}

/** The bytes of the part that a call asks for. */
function partRange(call: ObjectCall, { parts, bytes }: ContentVersion): ByteRange | undefined {
  const text = parameterOf(call, "partNumber");
  if (text === undefined) return undefined;
  const number = readPartNumber(call);
  if (headerOf(call, "range") !== undefined) {
    throw invalidRequest("Cannot specify both Range header and partNumber query parameter");
  }
  const all = parts ?? [{ number: 1, bytes }];
  const place = parts === undefined ? number - 1 : all.findIndex((each) => each.number === number);
  const part = all[place];
  if (part === undefined) {
    throw new S3Error("InvalidPartNumber", 416, "The requested partnumber is not satisfiable", {
      ActualPartCount: String(all.length),
      PartNumberRequested: text,
    });
  }
  const first = all.slice(0, place).reduce((sum, each) => sum + each.bytes, 0);
  return part.bytes === 0 ? undefined : { first, last: first + part.bytes - 1 };
}
