/** The object that a URI names. @throws Error for a URI of another kind */
export function objectOfUri(uri: string): { readonly Bucket: string; readonly Key: string } {
  const [, bucket, key] = /^s3[an]?:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
  if (bucket === undefined || key === undefined) {
    throw new Error(`${uri} is not the URI of an object of S3.`);
  }
  return { Bucket: bucket, Key: key };
}
