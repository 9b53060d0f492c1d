import { rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** The local files of an execution's result. */
export interface ResultFiles {
  /** The result object, deleted after its upload to S3. */
  readonly object: string;
  /** The rows as JSON lines, for GetQueryResults. */
  readonly rows: string;
  /** ResultSetMetadata as JSON. */
  readonly columns: string;
}

/** The paths of an execution's result files. */
export function resultFiles(folder: string, executionId: string): ResultFiles {
  const file = (kind: string) => join(folder, `${executionId}.${kind}`);
  return { object: file("object"), rows: file("rows"), columns: file("columns") };
}

/** Removes the files of a result that exist. */
export async function removeResult(files: ResultFiles): Promise<void> {
  await Promise.all(
    [files.object, files.rows, files.columns].map((file) => rm(file, { force: true })),
  );
}

/** Size of the result files that are kept, in bytes. */
export async function resultBytes({ rows, columns }: ResultFiles): Promise<number> {
  const sizes = await Promise.all([rows, columns].map(async (file) => (await stat(file)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
