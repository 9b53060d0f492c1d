import type { _Object } from "@aws-sdk/client-s3";
import { arrivalKeysOf, timeKeys } from "../../model/dataset/partition-keys";
import type { ArrivalKey } from "../../model/dataset/partition-keys";
import { countCommittedRows } from "./committed-rows";
import { errorOutputOf } from "./error-output";
import { countRowsOf } from "./parquet-rows";
import { timePrefixes } from "./time-prefixes";
import { listObjects, readErrorRecords } from "../target/lake-contents";
import type { S3Prefix } from "../target/lake-contents";
import type { Target } from "../target/target";

/** S3 keeps the time of an object in whole seconds. */
const OBJECT_TIME_MS = 1_000;

/** What Firehose delivered of a dataset since a moment. */
export interface DeliveredRecords {
  readonly rows: number;
  /** Records in error objects. */
  readonly failed: number;
  /** Folders of the Parquet objects, relative to the table, for example `year=2026/month=11/day=25/hour=09/`. */
  readonly folders: readonly string[];
}

/** Counts what was delivered since a moment. No object is read twice, since Firehose never changes one. */
export class DeliveredObjects {
  private readonly counted = new Set<string>();
  private readonly folders = new Set<string>();
  private rows = 0;
  private failed = 0;

  constructor(
    private readonly target: Target,
    private readonly since: Date,
  ) {}

  /** Counts the objects that were written since the last call, too. */
  async count(): Promise<DeliveredRecords> {
    const { clients, dataset } = this.target;
    if (dataset.storage === "iceberg") {
      this.rows = await countCommittedRows(this.target, this.since);
    } else await this.countParquet();
    const { bucket, prefix, types } = errorOutputOf(this.target);
    for (const type of types) {
      // The error type precedes the hour: https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
      for (const key of await this.newKeys({ bucket, prefix: `${prefix}${type}/` }, timeKeys)) {
        this.failed += (await readErrorRecords(clients.s3, { bucket, prefix: key })).length;
      }
    }
    return { rows: this.rows, failed: this.failed, folders: [...this.folders] };
  }

  private async countParquet(): Promise<void> {
    const { clients, names, dataset, environment } = this.target;
    const { lakeBucket: bucket, dataPrefix: prefix } = names;
    const keys = arrivalKeysOf(dataset, environment.partitions);
    const data = await this.newKeys({ bucket, prefix }, keys);
    this.rows += await countRowsOf(clients.s3, bucket, data);
    for (const key of data) this.folders.add(key.slice(prefix.length, key.lastIndexOf("/") + 1));
  }

  private async newKeys(folder: S3Prefix, keys: readonly ArrivalKey[]): Promise<string[]> {
    const listed: _Object[] = [];
    for (const prefix of timePrefixes(keys, this.since, new Date())) {
      const { bucket } = folder;
      const below = { bucket, prefix: `${folder.prefix}${prefix}` };
      listed.push(...(await listObjects(this.target.clients.s3, below)));
    }
    const oldest = this.since.getTime() - OBJECT_TIME_MS;
    const added = listed
      .filter(({ LastModified }) => (LastModified?.getTime() ?? 0) >= oldest)
      .map(({ Key }) => Key ?? "")
      .filter((key) => !this.counted.has(key));
    for (const key of added) this.counted.add(key);
    return added;
  }
}
