import { GetObjectCommand } from "@aws-sdk/client-s3";
import type { S3Client } from "@aws-sdk/client-s3";
import { parquetReadObjects } from "hyparquet";
import { listKeys } from "../../../cli/target/lake-contents";
import type { S3Prefix } from "../../../cli/target/lake-contents";
import { eventNumber } from "./sample-events";

/** Reads the numbers of the events in one object. */
export type ReadNumbers = (content: Uint8Array) => Promise<readonly number[]>;

interface ReadObject {
  readonly life: number;
  readonly numbers: readonly number[];
}

/** The events in the objects of a prefix, by number; each object is read once. */
export class DeliveredEvents {
  /** Numbers of the events that were found. */
  readonly found = new Set<number>();
  private readonly objects = new Map<string, ReadObject>();

  constructor(
    private readonly s3: S3Client,
    private readonly folder: S3Prefix,
    private readonly numbers: ReadNumbers,
  ) {}

  /** Number of duplicate events. */
  get repeated(): number {
    let all = 0;
    for (const { numbers } of this.objects.values()) all += numbers.length;
    return all - this.found.size;
  }

  /** Maximum number of objects of one run of the data plane whose events were written again later. */
  get mostRepeatedObjects(): number {
    const later = new Set<number>();
    const ofLife = new Map<number, number>();
    for (const { life, numbers } of [...this.objects.values()].reverse()) {
      const comesAgain = numbers.some((number) => later.has(number));
      if (comesAgain) ofLife.set(life, (ofLife.get(life) ?? 0) + 1);
      for (const number of numbers) later.add(number);
    }
    return Math.max(0, ...ofLife.values());
  }

  /**
   * Reads the objects that were written since the last time.
   *
   * @param life run of the data plane in which they were written
   */
  async update(life: number): Promise<void> {
    for (const key of await listKeys(this.s3, this.folder)) {
      if (this.objects.has(key)) continue;
      const { Body: body } = await this.s3.send(
        new GetObjectCommand({ Bucket: this.folder.bucket, Key: key }),
      );
      const content = (await body?.transformToByteArray()) ?? new Uint8Array();
      const numbers = await this.numbers(content);
      for (const number of numbers) this.found.add(number);
      this.objects.set(key, { life, numbers });
    }
  }
}

/** Events of a Parquet object, read with another library than the one that wrote it. */
export async function numbersInParquet(content: Uint8Array): Promise<number[]> {
  // hyparquet takes an ArrayBuffer, and the content may be a part of one.
  const file = new Uint8Array(content).buffer;
  // The rows have the article's columns.
  const rows = (await parquetReadObjects({ file, columns: ["event"] })) as {
    readonly event: { readonly emailid: string };
  }[];
  return rows.map(({ event }) => eventNumber(event.emailid));
}

/** Events of an error object, which contains the records as published. */
export function numbersInErrors(content: Uint8Array): Promise<number[]> {
  return numbersInLines(content, (line) => {
    // The documented format of a line of an error object.
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
