import { writeFileSync } from "node:fs";

import type { S3Client } from "@aws-sdk/client-s3";

import { columnInfo, type ResultColumn } from "../results/column-info";
import { resultBytes, type ResultFiles } from "../results/result-files";
import type { QueryJob, QueryOutcome } from "./query-runner";
import { uploadManifest, uploadResult } from "./result-upload";

/** What a statement returned, once its rows are in the result files. */
export interface FilledResult {
  readonly columns: readonly ResultColumn[];
  /** Rows without the header. */
  readonly resultRows: number;
  /** Rows written to a table. */
  readonly updateCount: number;
  /** S3 URIs of the files that the statement wrote. @default - it is none that writes files */
  readonly writtenFiles?: readonly string[] | undefined;
}

/** Describes a result's columns, uploads it, and reports the success. @throws QueryError if the upload fails */
export async function storeResult(
  job: QueryJob,
  s3: S3Client,
  files: ResultFiles,
  { columns, resultRows, updateCount, writtenFiles }: FilledResult,
): Promise<QueryOutcome> {
  const metadata = JSON.stringify({ ColumnInfo: columns.map(columnInfo) });
  writeFileSync(files.columns, metadata);
  await uploadResult(s3, job.outputLocation, files.object, metadata, job.settings.encryption);
  const manifestLocation =
    writtenFiles && (await uploadManifest(s3, job, writtenFiles, job.settings.encryption));
  return {
    state: "SUCCEEDED",
    resultRows,
    updateCount,
    resultBytes: await resultBytes(files),
    manifestLocation,
  };
}
