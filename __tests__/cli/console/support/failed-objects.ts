import type { Target } from "../../../../cli/target/target";
import { fakeLake } from "./fake-lake";
import type { FakeLake } from "./fake-lake";

/** A record that Firehose could not convert. */
export interface Failed {
  /** Milliseconds since 1970. */
  readonly arrival: number;
  readonly data: string;
}

/** A fake lake whose error prefix has objects of this hour. */
export class LakeWithFailures {
  readonly fake: FakeLake;
  private readonly keys: string[] = [];

  /** @param now end of the time that is looked at, in milliseconds since 1970 */
  constructor(
    private readonly now: number,
    answers: Parameters<typeof fakeLake>[0] = {},
  ) {
    this.fake = fakeLake({ ...answers, ListObjectsV2Command: (input) => this.listed(input) });
  }

  /** Adds an object with records, as Firehose writes it. */
  fail(records: readonly Failed[]): void {
    const { lakeBucket } = this.names;
    const [year, month, day, hour] = new Date(this.now).toISOString().split(/[-T:]/);
    const folder = `${this.folder}year=${year}/month=${month}/day=${day}/hour=${hour}/`;
    const key = `${folder}failed-${this.keys.length}`;
    const lines = records.map(({ arrival, data }) =>
      JSON.stringify({
        arrivalTimestamp: arrival,
        lastErrorCode: "Code",
        lastErrorMessage: "No.",
        rawData: Buffer.from(data).toString("base64"),
      }),
    );
    this.keys.push(key);
    this.fake.aws.objects.set(`${lakeBucket}/${key}`, Buffer.from(`${lines.join("\n")}\n`));
  }

  private get names(): Target["names"] {
    return this.fake.target.names;
  }

  private get folder(): string {
    return `${this.names.errorPrefix}format-conversion-failed/`;
  }

  private listed(input: Readonly<Record<string, unknown>>): object {
    if (!String(input["Prefix"]).startsWith(this.names.errorPrefix)) return {};
    return input["Delimiter"] === undefined
      ? { Contents: this.keys.map((Key) => ({ Key, LastModified: new Date(this.now) })) }
      : { CommonPrefixes: [{ Prefix: this.folder }] };
  }
}
