import { ListBucketsCommand } from "@aws-sdk/client-s3";
import type { LakeHome } from "../../../local/home/lake-home";
import { emulatorAccountId } from "../../../model/environment/emulator-account";
import { countBuckets } from "../../destroy/buckets/bucket-contents";
import { localClients } from "../../target/local-clients";
import { byteCount } from "../../terminal/byte-count";
import { countOf } from "../../terminal/count-of";
import { readLocalState } from "../stack/local-state";
import { describeParts, diskUse } from "./disk-use";
import type { DiskUse } from "./disk-use";

/** What a lake holds. */
export interface LakeContents extends DiskUse {
  /** Names of the deployed datasets. */
  readonly datasets: readonly string[];
  /** Objects of all buckets, with every version; undefined unless the embedded AWS runs, which alone can count them. */
  readonly objects?: ObjectTotals;
}

/** Objects with their size. */
export interface ObjectTotals {
  readonly count: number;
  readonly bytes: number;
}

/** The buckets of every region are listed, also where the configuration can't be read. */
const ANY_REGION = "us-east-1";

/** An output of the stack that each dataset has. */
const LOCATION_OUTPUT = /^(.+)_data_location$/;

/**
 * Describes the lake of a home.
 *
 * @param endpointUrl of its running embedded AWS. @default - none runs
 */
export async function lakeContents(home: LakeHome, endpointUrl?: string): Promise<LakeContents> {
  const objects = endpointUrl === undefined ? undefined : await countObjects(endpointUrl);
  return {
    ...diskUse(home),
    datasets: deployedDatasets(home),
    ...(objects === undefined ? {} : { objects }),
  };
}

/** Names of the datasets that are deployed to the lake of a home. */
export function deployedDatasets(home: LakeHome): string[] {
  const names = Object.keys(readLocalState(home).outputs);
  return names.flatMap((name) => LOCATION_OUTPUT.exec(name)?.[1] ?? []);
}

/** A sentence on what a lake holds, without its end. */
export function describeContents(contents: LakeContents): string {
  const { datasets, objects, bytes } = contents;
  return [
    datasets.length === 0
      ? "no deployed dataset"
      : `${countOf(datasets.length, "dataset")} (${datasets.join(", ")}), with tables and streams`,
    ...(objects === undefined
      ? []
      : [`${countOf(objects.count, "object")} of ${byteCount(objects.bytes)}`]),
    `${byteCount(bytes)} on disk (${describeParts(contents)})`,
  ].join("; ");
}

async function countObjects(endpointUrl: string): Promise<ObjectTotals | undefined> {
  const clients = localClients(endpointUrl, ANY_REGION);
  try {
    const { Buckets = [] } = await clients.s3.send(new ListBucketsCommand({}));
    const names = Buckets.map(({ Name = "" }) => Name);
    const counted = await countBuckets(clients.s3, emulatorAccountId, names, () => undefined);
    return {
      count: counted.reduce((sum, { versions }) => sum + versions, 0),
      bytes: counted.reduce((sum, bucket) => sum + bucket.bytes, 0),
    };
  } catch {
    // One that does not answer must not keep anybody from stopping or deleting it.
    return undefined;
  } finally {
    clients.destroy();
  }
}
