import type { ObjectCall } from "../object-call";
import { headerOf } from "../object-call";
import { noSuchKey, notImplemented, preconditionFailed, S3Error } from "../s3-error";
import type { ContentVersion, ObjectVersion } from "../store/object-version";

/** What the conditions of a read came to. */
export type ReadDecision = "read" | "not modified";

/**
 * Evaluates the conditions of a read in the order that HTTP prescribes.
 *
 * @param prefix of the headers' names, `x-amz-copy-source-` for the source of a copy
 * @throws S3Error 412 if one that requires something is not fulfilled
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2
 */
export function checkRead(call: ObjectCall, version: ContentVersion, prefix = ""): ReadDecision {
  const header = (name: string) => headerOf(call, `${prefix}${name}`);
  const seconds = Math.floor(version.modified / 1_000) * 1_000;
  const match = header("if-match");
  const unmodifiedSince = timeOf(header("if-unmodified-since"));
  if (match !== undefined) {
    if (!matches(match, version.etag)) throw preconditionFailed("If-Match");
  } else if (unmodifiedSince !== undefined && seconds > unmodifiedSince) {
    throw preconditionFailed("If-Unmodified-Since");
  }
  const noneMatch = header("if-none-match");
  const modifiedSince = timeOf(header("if-modified-since"));
  const isUnchanged =
    noneMatch !== undefined
      ? matches(noneMatch, version.etag)
      : modifiedSince !== undefined && seconds <= modifiedSince;
  if (!isUnchanged) return "read";
  if (prefix !== "") throw preconditionFailed("If-None-Match");
  return "not modified";
}

/**
 * Evaluates the conditions of a write against the object that it would replace: once before the content is received,
 * and again when it is to be stored.
 *
 * @param before the object when the call began; undefined in the first evaluation
 * @throws S3Error 412 if a condition is not fulfilled, 409 if the object was deleted meanwhile
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function checkWrite(call: ObjectCall, before?: ObjectVersion): void {
  const noneMatch = headerOf(call, "if-none-match");
  const match = headerOf(call, "if-match");
  if (noneMatch === undefined && match === undefined) return;
  if (noneMatch !== undefined && noneMatch.trim() !== "*") {
    throw notImplemented("If-None-Match with an ETag for a write");
  }
  const latest = call.objects.index.latest(call.key);
  const present = latest === undefined || latest.isMarker === true ? undefined : latest;
  if (noneMatch !== undefined && present !== undefined) throw preconditionFailed("If-None-Match");
  if (match === undefined) return;
  if (present === undefined) {
    if (before === undefined || before.isMarker === true) throw noSuchKey(call.key);
    throw new S3Error(
      "ConditionalRequestConflict",
      409,
      "The conditional request cannot succeed due to a conflicting operation against this resource.",
      { Key: call.key },
    );
  }
  if (!matches(match, present.etag)) throw preconditionFailed("If-Match");
}

/** Whether an ETag is in the list of a header. */
export function matches(header: string, etag: string): boolean {
  return header
    .split(",")
    .map((each) =>
      each
        .trim()
        .replace(/^W\//, "")
        .replace(/^"(.*)"$/, "$1"),
    )
    .some((each) => each === "*" || each === etag);
}

/** An invalid date is ignored. */
function timeOf(text: string | undefined): number | undefined {
  const time = text === undefined ? NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
