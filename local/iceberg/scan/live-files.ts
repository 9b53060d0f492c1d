import { UnreadFeatureError } from "../iceberg-errors";
import { filesOf, type TableFile } from "../manifests/manifest";
import { manifestsOf, type ReadFile } from "../manifests/manifest-list";
import type { Snapshot } from "../metadata/table-metadata";

/** The files of a snapshot. */
export interface LiveFiles {
  readonly data: readonly TableFile[];
  readonly positionDeletes: readonly TableFile[];
}

/**
 * Lists the files of a snapshot.
 *
 * @throws UnreadFeatureError for files that are not read: deletes by values, and other formats than Parquet
 */
export async function liveFiles(
  snapshot: Snapshot | undefined,
  read: ReadFile,
): Promise<LiveFiles> {
  const files: TableFile[] = [];
  for (const manifest of await manifestsOf(snapshot, read)) {
    files.push(...(await filesOf(manifest, read)));
  }
  for (const { content, format } of files) {
    if (content === "equality deletes")
      throw new UnreadFeatureError("A table with equality deletes");
    if (format !== "PARQUET")
      throw new UnreadFeatureError(`A table with files of the format ${format}`);
  }
  return {
    data: files.filter(({ content }) => content === "data"),
    positionDeletes: files.filter(({ content }) => content === "position deletes"),
  };
}
