/**
 * Limits of a deployment package.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const ZIP_LIMITS = {
  /** Maximum size of a zip in a request, decoded. */
  directUploadBytes: 52_428_800,
  /** Maximum size of all unpacked files together, and of a zip in S3. */
  unzippedBytes: 262_144_000,
  /**
   * Maximum number of files and folders, including implied ones. AWS documents none; this is the maximum without zip64.
   */
  entries: 65_535,
  /** Maximum size of a name, as on Linux. */
  nameBytes: 255,
  /** Maximum size of a path: Linux allows 4,096 bytes including the target folder. */
  pathBytes: 2_048,
} as const;

/** Why a zip is rejected, in Lambda's words. */
export const ZIP_REJECTIONS = {
  unreadable: "Could not unzip uploaded file. Please check your file, then try to upload again.",
  empty: "Uploaded file must be a non-empty zip",
  unzippedSize: `Unzipped size must be smaller than ${ZIP_LIMITS.unzippedBytes} bytes`,
} as const;

/** A zip is rejected. */
export class ZipRejectedError extends Error {
  /** The problem, for the emulator's log: AWS does not disclose it. */
  readonly detail: string;

  constructor(
    readonly rejection: keyof typeof ZIP_REJECTIONS,
    detail: string,
  ) {
    super(ZIP_REJECTIONS[rejection]);
    // It may contain names of entries: no line breaks in the log, and no long texts.
    this.detail = detail.replace(/\p{Cc}/gu, " ").slice(0, MAXIMUM_DETAIL_CHARACTERS);
  }
}

const MAXIMUM_DETAIL_CHARACTERS = 300;
