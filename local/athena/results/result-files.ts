import { rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** The files of an execution's result on this machine. */
export interface ResultFiles {
  /** What is put into S3; gone once it is there. */
  readonly object: string;
  /** Lines of JSON, from which pages are read. */
  readonly rows: string;
  /** The columns as ResultSetMetadata describes them, in JSON. */
  readonly columns: string;
}

/** Where the files of an execution lie. */
export function resultFiles(folder: string, executionId: string): ResultFiles {
  const file = (kind: string) => join(folder, `${executionId}.${kind}`);
  return { object: file("object"), rows: file("rows"), columns: file("columns") };
}

/** Removes what there is of a result. */
export async function removeResult(files: ResultFiles): Promise<void> {
  await Promise.all(
    [files.object, files.rows, files.columns].map((file) => rm(file, { force: true })),
  );
}

/** Bytes that a result keeps. */
export async function resultBytes({ rows, columns }: ResultFiles): Promise<number> {
  const sizes = await Promise.all([rows, columns].map(async (file) => (await stat(file)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
