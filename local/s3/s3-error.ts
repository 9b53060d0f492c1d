/** An error of S3, with the code and the status that S3 answers. */
export class S3Error extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    /** Further elements of the error document, such as `Key`. */
    readonly details: Readonly<Record<string, string>> = {},
    /** Headers of the reply. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = code;
  }
}

/** The error for what the embedded S3 does not do. @param what names it, as in S3's API */
export function notImplemented(what: string): S3Error {
  return new S3Error("NotImplemented", 501, `The embedded AWS does not support ${what}.`);
}

/** The error for a document that does not have the expected form. */
export function malformedXml(): S3Error {
  return new S3Error(
    "MalformedXML",
    400,
    "The XML you provided was not well-formed or did not validate against our published schema",
  );
}

export function invalidArgument(message: string, name: string, value: string): S3Error {
  return new S3Error("InvalidArgument", 400, message, {
    ArgumentName: name,
    ArgumentValue: value,
  });
}

export function invalidRequest(message: string): S3Error {
  return new S3Error("InvalidRequest", 400, message);
}

export function noSuchBucket(bucket: string): S3Error {
  return new S3Error("NoSuchBucket", 404, "The specified bucket does not exist", {
    BucketName: bucket,
  });
}

export function noSuchKey(key: string): S3Error {
  return new S3Error("NoSuchKey", 404, "The specified key does not exist.", { Key: key });
}

export function noSuchUpload(uploadId: string): S3Error {
  return new S3Error(
    "NoSuchUpload",
    404,
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
    { UploadId: uploadId },
  );
}

/** @param condition name of the header that is not fulfilled */
export function preconditionFailed(condition: string): S3Error {
  return new S3Error(
    "PreconditionFailed",
    412,
    "At least one of the pre-conditions you specified did not hold",
    { Condition: condition },
  );
}

export function badDigest(what: string): S3Error {
  return new S3Error(
    "BadDigest",
    400,
    `The ${what} you specified did not match the calculated checksum.`,
  );
}
