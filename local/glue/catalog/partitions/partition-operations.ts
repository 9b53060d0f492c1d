import type { JsonOperations } from "../../../gateway/emulated-service";
import { CatalogCall, constraintError, recordList } from "../catalog-call";
import type { KeyedLock } from "../keyed-lock";
import { getPartitions } from "./get-partitions";
import { PartitionPages } from "./partition-pages";
import { batchCreate, batchUpdate, createPartition, updatePartition } from "./write-partitions";

/** Items of one call: https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-catalog-partitions.html */
const BATCH_LIMITS = {
  PartitionInputList: 100,
  Entries: 100,
  PartitionsToDelete: 25,
  PartitionsToGet: 1000,
} as const;

/**
 * Glue's calls of partitions, which the control plane stores. Writes of a table are made one at a time.
 *
 * @see https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-catalog-partitions.html
 */
export function partitionOperations(lock: KeyedLock): JsonOperations {
  const pages = new PartitionPages();
  const write =
    (task: (call: CatalogCall) => Promise<object>): JsonOperations[string] =>
    (...parts) => {
      const call = new CatalogCall(...parts);
      return lock.run(call.tableKey(call.input["TableName"]), () => task(call));
    };
  return {
    GetPartitions: (...parts) => getPartitions(new CatalogCall(...parts), pages),
    BatchGetPartition: async (...parts) => {
      const call = new CatalogCall(...parts);
      limit(call, "PartitionsToGet");
      return { UnprocessedKeys: [], ...(await call.answer()) };
    },
    CreatePartition: write(createPartition),
    UpdatePartition: write(updatePartition),
    DeletePartition: write((call) => call.answer()),
    BatchCreatePartition: write((call) => {
      limit(call, "PartitionInputList");
      return batchCreate(call);
    }),
    BatchUpdatePartition: write((call) => {
      limit(call, "Entries");
      return batchUpdate(call);
    }),
    BatchDeletePartition: write((call) => {
      limit(call, "PartitionsToDelete");
      return call.answer();
    }),
  };
}

function limit({ input }: CatalogCall, member: keyof typeof BATCH_LIMITS): void {
  const maximum = BATCH_LIMITS[member];
  if (recordList(input[member], member).length <= maximum) return;
  const name = member.charAt(0).toLowerCase() + member.slice(1);
  throw constraintError(name, `length less than or equal to ${maximum}`);
}
