import type { Dataset } from "../../model/dataset/dataset";
import type { Environment } from "../../model/environment/environment";

/** Whether a crawler registers the partitions of a dataset: neither projected partitions nor Iceberg tables need one. */
export function isCrawled(
  { storage }: Pick<Dataset, "storage">,
  { partitions }: Pick<Environment, "partitions">,
): boolean {
  return storage !== "iceberg" && partitions?.type !== "projection";
}
