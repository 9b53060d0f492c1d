import { columnFields } from "../../model/dataset/column-fields";
import { readDatasetLocks } from "./dataset-locks";
import type { DatasetLocksProps } from "./dataset-locks";
import { projectDatasets } from "./project-datasets";
import type { Output } from "../terminal/output";
import { renderTable } from "../terminal/layout/render-table";

/** One dataset, as `lake dataset list` shows it. */
export interface ListedDataset {
  readonly dataset: string;
  readonly description: string;
  readonly columns: number;
  /** Paths of the fields with personal data. */
  readonly personal: readonly string[];
  /** Version of the lock; null if the schema was never locked. */
  readonly lockedVersion: number | null;
  /** Whether the lock is the one of the dataset's columns and partitions. */
  readonly upToDate: boolean;
}

/**
 * `lake dataset list`: shows every dataset of the lake, and whether its schema is locked.
 *
 * @param props @default - the project's datasets and their locks
 */
export function datasetListCommand(
  output: Output,
  _options: object,
  props: DatasetLocksProps = projectDatasets,
): Promise<void> {
  const { locks } = readDatasetLocks(props);
  const listed = props.datasets.map((dataset): ListedDataset => {
    const lock = locks.find((each) => each.dataset === dataset.name);
    const lockedVersion = lock?.lockedVersion ?? null;
    return {
      dataset: dataset.name,
      description: dataset.description,
      columns: Object.keys(dataset.columns).length,
      personal: columnFields(dataset.columns)
        .filter(({ personal }) => personal)
        .map(({ path }) => path),
      lockedVersion,
      upToDate: lockedVersion !== null && lockedVersion === lock?.version,
    };
  });
  output.result({ datasets: listed }, () =>
    renderTable(
      ["dataset", "columns", "personal fields", "schema", "description"],
      listed.map((each) => [
        each.dataset,
        each.columns,
        each.personal.length,
        schemaState(each),
        each.description,
      ]),
    ),
  );
  return Promise.resolve();
}

function schemaState({ lockedVersion, upToDate }: ListedDataset): string {
  if (lockedVersion === null) return "not locked";
  return `version ${lockedVersion}${upToDate ? "" : ", changed since"}`;
}
