import type { ObjectName } from "../../iam/permissions/permission";

/** Header that makes a put a copy. */
export const COPY_SOURCE = "x-amz-copy-source";

/**
 * Reads which object a call copies.
 *
 * @param header `bucket/key`, escaped, with or without a leading slash and `?versionId=…`
 * @returns undefined if it has another form
 */
export function readCopySource(header: string): ObjectName | undefined {
  const [, path = "", versionId] = /^\/?([^?]*)(?:\?versionId=(.+))?$/.exec(header) ?? [];
  const decoded = decode(path) ?? "";
  const slash = decoded.indexOf("/");
  if (slash < 1 || slash === decoded.length - 1) return undefined;
  return { bucket: decoded.slice(0, slash), key: decoded.slice(slash + 1), versionId };
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
