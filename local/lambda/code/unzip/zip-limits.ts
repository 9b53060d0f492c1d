/**
 * Limits of a deployment package.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const ZIP_LIMITS = {
  /** Bytes of a zip in a request, decoded. */
  directUploadBytes: 52_428_800,
  /** Bytes of all files together once they are unpacked; also the largest zip that is read from S3. */
  unzippedBytes: 262_144_000,
  /** Files and folders, implied ones included. AWS documents none; this is what a zip without zip64 can count. */
  entries: 65_535,
  /** Bytes of one name of a path, as Linux has it. */
  nameBytes: 255,
  /** Bytes of a whole path: what is left of Linux's 4,096 for the folder that it is unpacked into. */
  pathBytes: 2_048,
} as const;

/** Why a zip is refused, in the words of the service. */
export const ZIP_REFUSALS = {
  unreadable: "Could not unzip uploaded file. Please check your file, then try to upload again.",
  empty: "Uploaded file must be a non-empty zip",
  unzippedSize: `Unzipped size must be smaller than ${ZIP_LIMITS.unzippedBytes} bytes`,
} as const;

/** A zip that is not taken. */
export class ZipRefusedError extends Error {
  /** What is wrong with it, for the emulator's log: AWS doesn't tell its callers. */
  readonly detail: string;

  constructor(
    readonly refusal: keyof typeof ZIP_REFUSALS,
    detail: string,
  ) {
    super(ZIP_REFUSALS[refusal]);
    // Names of entries are in it: they write no line of their own into the log, and no long one.
    this.detail = detail.replace(/\p{Cc}/gu, " ").slice(0, MAXIMUM_DETAIL_CHARACTERS);
  }
}

const MAXIMUM_DETAIL_CHARACTERS = 300;
