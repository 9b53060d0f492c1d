import type { Dataset, PartitionKeyOrder, ValidationMode } from "./dataset";
import { datasetDefaultOf } from "./dataset-defaults";
import type { PartitionField, PartitionGranularity } from "./partition-by";
import type { StorageFormat } from "./storage-format";

/** A dataset in which every setting that has a default is set. */
export interface ResolvedDataset extends Dataset {
  readonly storage: StorageFormat;
  readonly partitionKeyOrder: PartitionKeyOrder;
  readonly validation: ValidationMode;
  readonly partitionGranularity: PartitionGranularity;
  readonly partitionBy: readonly PartitionField[];
}

/**
 * A dataset with every default applied. A setting that is `undefined` gets its default, as one that is missing. Resolving a
 * resolved dataset changes nothing.
 */
export function resolveDataset(dataset: Dataset): ResolvedDataset {
  return {
    ...dataset,
    storage: dataset.storage ?? datasetDefaultOf("storage"),
    partitionKeyOrder: dataset.partitionKeyOrder ?? datasetDefaultOf("partitionKeyOrder"),
    validation: dataset.validation ?? datasetDefaultOf("validation"),
    partitionGranularity: dataset.partitionGranularity ?? datasetDefaultOf("partitionGranularity"),
    partitionBy: dataset.partitionBy ?? datasetDefaultOf("partitionBy"),
  };
}
