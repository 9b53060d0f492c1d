import { partitionKeyAt } from "../../lambda-src/publisher/sending/partition-key";
import type { PartitionKeyOf } from "../../lambda-src/publisher/sending/partition-key";
import type { Dataset } from "../../model/dataset/dataset";
import { eventPath } from "../../model/dataset/json-keys";

/** Returns the partition key of the events of a dataset, as its publisher does. */
export function partitionKeyOf({
  columns,
  partitionKeyPath,
}: Pick<Dataset, "columns" | "partitionKeyPath">): PartitionKeyOf {
  return partitionKeyAt(
    partitionKeyPath === undefined ? undefined : eventPath(columns, partitionKeyPath),
  );
}
