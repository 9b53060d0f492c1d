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

/** What the records of one buffer have in common. */
export interface Partition {
  /** Data prefix as it was deployed when the records came in. @default - as deployed now */
  readonly prefix?: string;
  /** @default - there is no dynamic partitioning */
  readonly keys?: PartitionKeys;
  /** Why the records are in no partition. @default - they are in one */
  readonly error?: PartitioningError;
}

/** A record, or a part of one, and where it belongs. */
export interface PartitionedRecord {
  readonly data: Uint8Array;
  /** Equal for all that go into the same buffer. */
  readonly partitionId: string;
  readonly partition: Partition;
}

/** Takes records apart and finds the partition of each piece, as the processors of a delivery stream say. */
export class Partitioner {
  private query: JqQuery | undefined;

  /**
   * @param settings as they are now
   * @param onJqProcessed told how long the queries of a call took, in milliseconds
   */
  constructor(
    private readonly settings: () => DeliveryStreamSettings,
    private readonly onJqProcessed: (ms: number) => void,
  ) {}

  /** The pieces of each record, in the order of the records. */
  async split(
    records: readonly SourceRecord[],
  ): Promise<readonly (readonly PartitionedRecord[])[]> {
    const { processing, dynamicPartitioning } = this.settings();
    const { deAggregation } = processing;
    const parts = records.map(({ data }) =>
      deAggregation === undefined ? [data] : subRecords(data, deAggregation),
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

  /** A partition is what has the same evaluated prefix, timestamps included. */
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

/** Where records go that are in no partition. */
export function errorPartition(error: PartitioningError): Omit<PartitionedRecord, "data"> {
  return { partitionId: `errors ${error.outputType}`, partition: { error } };
}
