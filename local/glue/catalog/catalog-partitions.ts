import {
  BatchCreatePartitionCommand,
  BatchDeletePartitionCommand,
  type BatchUpdatePartitionFailureEntry,
  BatchUpdatePartitionCommand,
  type GlueClient,
  paginateGetPartitions,
  type Partition,
  type PartitionError,
  type PartitionInput,
} from "@aws-sdk/client-glue";

/** Identifies a table of the catalog. */
export interface TableName {
  readonly DatabaseName: string;
  readonly TableName: string;
}

/** Partitions per call: https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-catalog-partitions.html */
const BATCH = { create: 100, update: 100, delete: 25 } as const;

/** Lists all registered partitions of a table. */
export async function listPartitions(glue: GlueClient, table: TableName): Promise<Partition[]> {
  const partitions: Partition[] = [];
  for await (const page of paginateGetPartitions({ client: glue }, table)) {
    partitions.push(...(page.Partitions ?? []));
  }
  return partitions;
}

/** Registers partitions; ignores those that exist by now. */
export async function createPartitions(
  glue: GlueClient,
  table: TableName,
  partitions: readonly PartitionInput[],
): Promise<void> {
  for (const batch of batches(partitions, BATCH.create)) {
    const { Errors } = await glue.send(
      new BatchCreatePartitionCommand({ ...table, PartitionInputList: batch }),
    );
    throwErrors(Errors, "AlreadyExistsException");
  }
}

/** Removes partitions from the catalog; ignores those that no longer exist. */
export async function deletePartitions(
  glue: GlueClient,
  table: TableName,
  partitions: readonly Partition[],
): Promise<void> {
  for (const batch of batches(partitions, BATCH.delete)) {
    const { Errors } = await glue.send(
      new BatchDeletePartitionCommand({
        ...table,
        PartitionsToDelete: batch.map(({ Values }) => ({ Values })),
      }),
    );
    throwErrors(Errors, "EntityNotFoundException");
  }
}

/** Adds parameters to registered partitions and changes nothing else. */
export async function addPartitionParameters(
  glue: GlueClient,
  table: TableName,
  partitions: readonly Partition[],
  parameters: Readonly<Record<string, string>>,
): Promise<void> {
  for (const batch of batches(partitions, BATCH.update)) {
    const { Errors } = await glue.send(
      new BatchUpdatePartitionCommand({
        ...table,
        Entries: batch.map(({ Values, StorageDescriptor, Parameters, LastAccessTime }) => ({
          PartitionValueList: Values,
          PartitionInput: {
            Values,
            StorageDescriptor,
            LastAccessTime,
            Parameters: { ...Parameters, ...parameters },
          },
        })),
      }),
    );
    throwErrors(Errors, "EntityNotFoundException");
  }
}

function throwErrors(
  errors: readonly (PartitionError | BatchUpdatePartitionFailureEntry)[] | undefined,
  harmless: string,
): void {
  const failure = errors?.find(
    ({ ErrorDetail }) => ErrorDetail?.ErrorCode !== harmless,
  )?.ErrorDetail;
  if (failure !== undefined) throw new Error(`${failure.ErrorCode}: ${failure.ErrorMessage}`);
}

function* batches<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
