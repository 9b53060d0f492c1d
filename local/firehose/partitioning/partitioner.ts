import type { SourceRecord } from "../destination/buffer";
import type { DeliveryStreamSettings } from "../settings/delivery-stream-settings";
import { JqQuery } from "./jq-query";
import { extractKeys, isPartitioningError } from "./partition-keys";
import type { PartitionKeys } from "./partition-keys";
import { extractionFailed } from "./partitioning-error";
import type { PartitioningError } from "./partitioning-error";
import { evaluatePrefix } from "./prefix";
import { subRecords } from "../source/sub-records";
import { messageOf } from "../../../errors/message-of";

/** Destination of the records of one buffer. */
export interface Partition {
  /** Data prefix when the records arrived. @default - the current one */
  readonly prefix?: string;
  /** @default - no dynamic partitioning */
  readonly keys?: PartitionKeys;
  /** Why the records have no partition. @default - they have one */
  readonly error?: PartitioningError;
}

/** A record or sub-record, with its partition. */
export interface PartitionedRecord {
  readonly data: Uint8Array;
  /** Equal for all records of a buffer. */
  readonly partitionId: string;
  readonly partition: Partition;
}

/**
 * Splits records into sub-records and determines the partition of each, as the processors of the delivery stream say.
 */
export class Partitioner {
  private query: JqQuery | undefined;

  /**
   * @param settings returns the current settings
   * @param onJqProcessed called with the duration of the queries in milliseconds
   */
  constructor(
    private readonly settings: () => DeliveryStreamSettings,
    private readonly onJqProcessed: (ms: number) => void,
  ) {}

  /** Returns the sub-records of each record, in order. */
  async split(
    records: readonly SourceRecord[],
  ): Promise<readonly (readonly PartitionedRecord[])[]> {
    const { processing, dynamicPartitioning } = this.settings();
    const { deAggregation } = processing;
    const parts = records.map(({ data, aggregated = [data] }) =>
      deAggregation === undefined
        ? aggregated
        : aggregated.flatMap((each) => subRecords(each, deAggregation)),
    );
    if (!dynamicPartitioning) {
      return parts.map((pieces) =>
        pieces.map((data) => ({ data, partitionId: "", partition: {} })),
      );
    }
    const keys = (await this.keysOf(parts.flat(), processing.keyQuery)).values();
    const prefixes = new Map<string, Omit<PartitionedRecord, "data">>();
    return records.map(({ arrival }, index) =>
      (parts[index] ?? []).map((data) => ({
        data,
        ...this.partitionOf(keys.next().value ?? new Map<string, string>(), arrival, prefixes),
      })),
    );
  }

  private async keysOf(
    pieces: readonly Uint8Array[],
    keyQuery: string | undefined,
  ): Promise<readonly (PartitionKeys | PartitioningError)[]> {
    if (keyQuery === undefined) return pieces.map(() => new Map<string, string>());
    if (this.query?.text !== keyQuery) this.query = new JqQuery(keyQuery);
    const began = performance.now();
    const keys = await extractKeys(pieces, this.query);
    this.onJqProcessed(performance.now() - began);
    return keys;
  }

  /** Records with the same evaluated prefix, including timestamps, belong to the same partition. */
  private partitionOf(
    keys: PartitionKeys | PartitioningError,
    arrival: number,
    known: Map<string, Omit<PartitionedRecord, "data">>,
  ): Omit<PartitionedRecord, "data"> {
    if (isPartitioningError(keys)) return errorPartition(keys);
    const signature = JSON.stringify([arrival, ...keys]);
    let place = known.get(signature);
    if (place === undefined) {
      place = this.evaluate(keys, arrival);
      known.set(signature, place);
    }
    return place;
  }

  private evaluate(keys: PartitionKeys, arrival: number): Omit<PartitionedRecord, "data"> {
    const { prefix, timeZone } = this.settings().data;
    try {
      const values = { arrival, timeZone, partitionKeys: keys, randomString: "" };
      const evaluated = evaluatePrefix(prefix, values);
      return { partitionId: `data ${evaluated}`, partition: { prefix: prefix ?? "", keys } };
    } catch (error) {
      return errorPartition(extractionFailed(messageOf(error)));
    }
  }
}

/** The destination of records without a partition. */
export function errorPartition(error: PartitioningError): Omit<PartitionedRecord, "data"> {
  return { partitionId: `errors ${error.outputType}`, partition: { error } };
}
