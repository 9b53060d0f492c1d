import type { AwsRequest } from "../../gateway/aws-request";

/** A parsed call of S3's REST API. */
export interface S3Request {
  readonly method: string;
  /** Empty for the list of all buckets. */
  readonly bucket: string;
  /** Empty for calls to the bucket itself. */
  readonly key: string;
  readonly parameters: URLSearchParams;
  readonly headers: AwsRequest["headers"];
}

const VIRTUAL_HOST = /^(.+?)\.(?:s3[.-].*|localhost)$/;

/** Parses path-style calls (`/bucket/key`) and virtual-hosted-style calls. */
export function readS3Request({ method, url, headers }: AwsRequest): S3Request {
  const [path = "/", query = ""] = url.split(/\?(.*)/s);
  const host = (headers.host ?? "").replace(/:\d+$/, "");
  const bucketOfHost = VIRTUAL_HOST.exec(host)?.[1];
  const name = path.slice(1);
  const slash = name.indexOf("/");
  const [bucket, key] =
    bucketOfHost !== undefined
      ? [bucketOfHost, name]
      : slash < 0
        ? [name, ""]
        : [name.slice(0, slash), name.slice(slash + 1)];
  return {
    method,
    bucket: decodeURIComponent(bucket),
    key: decodeURIComponent(key),
    parameters: new URLSearchParams(query),
    headers,
  };
}

/** A header that can't be repeated. */
export function header(headers: AwsRequest["headers"], name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : undefined;
}
