/** The URL of a bucket or an object in normal form, or why it is invalid. */
export type S3Address = { readonly url: string } | { readonly problem: string };

const BUCKET = /^[A-Za-z0-9][A-Za-z0-9._-]{1,254}$/;

/** Unescaped paths that moto reserves, for instance metadata and for S3 Control, whatever service signed the call. */
const RESERVED =
  /^\/(?:moto-api|favicon\.ico$|latest\/(?:meta-data|api)(?:\/|$)|v20180820(?:\/|$))/;

/**
 * Converts the URL of a call to path style, with an unescaped bucket name.
 *
 * @param url path and query string, as sent
 * @param bucketOfHost bucket of a virtual-hosted-style call
 */
export function s3Address(url: string, bucketOfHost: string | undefined): S3Address {
  const [, path = "", query = ""] = /^([^?]*)(.*)$/.exec(url) ?? [];
  const sent = bucketOfHost === undefined ? path : `/${bucketOfHost}${path}`;
  const [, first = "", rest = ""] = /^\/([^/]*)(.*)$/.exec(sent) ?? [];
  const bucket = decode(first);
  const isService = bucket === "" && rest === "" && bucketOfHost === undefined;
  if (bucket === undefined || (!isService && !BUCKET.test(bucket))) {
    return { problem: "The specified bucket is not valid." };
  }
  if (decode(rest) === undefined) return { problem: "Couldn't parse the specified URI." };
  if (isReservedPath(`/${first}${rest}`)) {
    return { problem: "The embedded AWS does not support a bucket of this name." };
  }
  // The path `/` of a virtual-hosted-style call is empty in path style.
  const keyPath = bucketOfHost !== undefined && rest === "/" ? "" : rest;
  return { url: `/${bucket}${keyPath}${query}` };
}

/** Whether moto reserves a path or can't decode it. */
export function isReservedPath(path: string): boolean {
  const plain = decode(path);
  // moto treats leading slashes as one.
  return plain === undefined || RESERVED.test(plain.replace(/^\/+/, "/"));
}

/** Undefined if an escape is invalid. */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
