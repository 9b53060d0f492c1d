import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { AwsClients } from "../../../local/aws-clients";
import type { LakeHome } from "../../../local/home/lake-home";
import { emulatorAccountId } from "../../../model/environment/emulator-account";
import { versionPages } from "../../destroy/buckets/bucket-pages";
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
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const clients = new AwsClients({ region: "us-east-1", endpointUrl, credentials });
  let count = 0;
  let bytes = 0;
  try {
    const { Buckets = [] } = await clients.s3.send(new ListBucketsCommand({}));
    for (const { Name: bucket = "" } of Buckets) {
      const own = { bucket, accountId: emulatorAccountId };
      for await (const { versions } of versionPages(clients.s3, own)) {
        for (const { Size = 0 } of versions) {
          count += 1;
          bytes += Size;
        }
      }
    }
    return { count, bytes };
  } catch {
    // One that does not answer must not keep anybody from stopping or deleting it.
    return undefined;
  } finally {
    clients.destroy();
  }
}
