import { GetObjectCommand } from "@aws-sdk/client-s3";
import type { S3Client } from "@aws-sdk/client-s3";
import { parquetReadObjects } from "hyparquet";
import { listKeys } from "../../cli/lake-contents";
import type { Folder } from "../../cli/lake-contents";
import { eventNumber } from "./sample-events";

/** Reads the numbers of the events in one object. */
export type ReadNumbers = (content: Uint8Array) => Promise<readonly number[]>;

/** The events that lie in the objects of a folder, by their numbers; each object is read once. */
export class DeliveredEvents {
  /** How often each event was found. */
  readonly found = new Map<number, number>();
  private readonly read = new Set<string>();

  constructor(
    private readonly s3: S3Client,
    private readonly folder: Folder,
    private readonly numbers: ReadNumbers,
  ) {}

  /** Events that were found more than once, each counted as often as it is too many. */
  get repeated(): number {
    let repeated = 0;
    for (const times of this.found.values()) repeated += times - 1;
    return repeated;
  }

  /** Reads the objects that were written since the last time. */
  async update(): Promise<void> {
    for (const key of await listKeys(this.s3, this.folder)) {
      if (this.read.has(key)) continue;
      const { Body: body } = await this.s3.send(
        new GetObjectCommand({ Bucket: this.folder.bucket, Key: key }),
      );
      const content = (await body?.transformToByteArray()) ?? new Uint8Array();
      for (const number of await this.numbers(content)) {
        this.found.set(number, (this.found.get(number) ?? 0) + 1);
      }
      this.read.add(key);
    }
  }
}

/** Events of a Parquet object, read by another library than the one that wrote it. */
export async function numbersInParquet(content: Uint8Array): Promise<number[]> {
  // hyparquet takes an ArrayBuffer, and the content may be a part of one.
  const file = new Uint8Array(content).buffer;
  // The rows have the article's columns.
  const rows = (await parquetReadObjects({ file, columns: ["event"] })) as {
    readonly event: { readonly emailid: string };
  }[];
  return rows.map(({ event }) => eventNumber(event.emailid));
}

/** Events of an error object: the records stand in it as they were published. */
export function numbersInErrors(content: Uint8Array): Promise<number[]> {
  // Firehose's documented form of an error object's line.
  return numbersInLines(content, (line) => {
    const { rawData } = JSON.parse(line) as { readonly rawData: string };
    return Buffer.from(rawData, "base64").toString("utf8");
  });
}

/** Events of a backup object. */
export function numbersInBackup(content: Uint8Array): Promise<number[]> {
  return numbersInLines(content, (line) => line);
}

function numbersInLines(content: Uint8Array, text: (line: string) => string): Promise<number[]> {
  const lines = Buffer.from(content).toString("utf8").split("\n").filter(Boolean);
  return Promise.resolve(lines.map((line) => eventNumber(text(line))));
}
