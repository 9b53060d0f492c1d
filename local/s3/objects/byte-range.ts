import { S3Error } from "../s3-error";

/** A part of a content, both ends inclusive. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

const RANGE = /^bytes=(\d*)-(\d*)$/;

/**
 * Reads the header `Range`. One that is malformed or names several ranges is ignored, as HTTP allows.
 *
 * @returns undefined for the whole content
 * @throws S3Error 416 if the content has nothing of it
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-14.2
 */
export function readRange(header: string | undefined, bytes: number): ByteRange | undefined {
  const [, from = "", to = ""] = RANGE.exec(header?.replaceAll(" ", "") ?? "") ?? [];
  if (from === "" && to === "") return undefined;
  if (from === "") {
    const length = Math.min(Number(to), bytes);
    if (length === 0) throw invalidRange(header, bytes);
    return { first: bytes - length, last: bytes - 1 };
  }
  const first = Number(from);
  const last = to === "" ? bytes - 1 : Math.min(Number(to), bytes - 1);
  if (to !== "" && Number(to) < first) return undefined;
  if (first >= bytes) throw invalidRange(header, bytes);
  return { first, last };
}

function invalidRange(header: string | undefined, bytes: number): S3Error {
  return new S3Error(
    "InvalidRange",
    416,
    "The requested range is not satisfiable",
    { RangeRequested: header ?? "", ActualObjectSize: String(bytes) },
    { "content-range": `bytes */${bytes}` },
  );
}
