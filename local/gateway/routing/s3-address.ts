/** The address of a bucket or an object, in the one form that everything behind the endpoint reads. */
export type S3Address = { readonly url: string } | { readonly problem: string };

const BUCKET = /^[A-Za-z0-9][A-Za-z0-9._-]{1,254}$/;

/** Unescaped paths that moto takes for its own, for instance metadata and for S3 Control, whoever signed them. */
const RESERVED =
  /^\/(?:moto-api|favicon\.ico$|latest\/(?:meta-data|api)(?:\/|$)|v20180820(?:\/|$))/;

/**
 * Writes a call's address in path style, with the bucket in plain letters.
 *
 * @param url path and query string, as sent
 * @param bucketOfHost of a call in virtual-host style
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
    return { problem: "The embedded AWS can't have a bucket of this name." };
  }
  // A bucket by its host has the path `/`, which in path style is none.
  const keyPath = bucketOfHost !== undefined && rest === "/" ? "" : rest;
  return { url: `/${bucket}${keyPath}${query}` };
}

/** Whether moto would take a path for its own, or can't read it. */
export function isReservedPath(path: string): boolean {
  const plain = decode(path);
  // moto reads two slashes at the beginning as one.
  return plain === undefined || RESERVED.test(plain.replace(/^\/+/, "/"));
}

/** Undefined where it is escaped wrongly. */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
