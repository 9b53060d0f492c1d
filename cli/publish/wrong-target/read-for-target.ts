import { UserError } from "../../../errors/user-error";
import type { CsvDialect } from "../../../model/dataset/file-source";
import type { Dataset } from "../../../model/dataset/dataset";
import { readEvents } from "../input/events-file";
import { readOptions } from "../input/read-options";
import type { ReadOptions } from "../input/read-options";
import { explainSelection } from "./reject-wrong-target";
import type { WrongTargetProps } from "./reject-wrong-target";

/** A file to publish, and what the command says of it. */
export interface PublishedFile {
  /** Path, or `-`. */
  readonly file: string;
  /** @default - the selection of the dataset */
  readonly jq?: string | undefined;
  /** @default - as the dataset says */
  readonly dialect?: CsvDialect | undefined;
}

/** What {@link readForTarget} needs to propose another target. */
export type TargetProps = Omit<WrongTargetProps, "readFor">;

/** What the rejection of a wrong target needs to know of a file. */
export function wrongTargetProps(file: PublishedFile, props: TargetProps): WrongTargetProps {
  return {
    ...props,
    readFor: (dataset) =>
      readEvents(file.file, file.jq ?? dataset.source?.jq, readOptions(dataset, file.dialect)),
  };
}

/**
 * Reads a file as its dataset says. Where the stored selection finds nothing, the events without it tell why.
 *
 * @param read reads the file, with the selection and the options of the dataset
 * @throws UserError if it can't be read, with the dataset that fits better if there is one
 */
export async function readForTarget<Result>(
  file: PublishedFile,
  dataset: Dataset,
  props: TargetProps,
  read: (file: string, jq: string | undefined, options: ReadOptions) => Promise<Result>,
): Promise<Result> {
  const options = readOptions(dataset, file.dialect);
  const jq = file.jq ?? dataset.source?.jq;
  try {
    return await read(file.file, jq, options);
  } catch (error) {
    if (!(error instanceof UserError) || jq === undefined || file.jq !== undefined) throw error;
    const unselected = await readEvents(file.file, undefined, options).catch(() => undefined);
    if (unselected === undefined) throw error;
    throw await explainSelection(error, unselected, dataset, wrongTargetProps(file, props));
  }
}
