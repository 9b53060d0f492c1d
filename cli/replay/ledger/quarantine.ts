import type { ObjectStore } from "./object-store";
import type { SourceEntry } from "../source/replayable-record";

/** A record that can't be replayed for now, and why. */
export interface QuarantinedRecord {
  readonly entry: SourceEntry;
  readonly reason: string;
  /** Number of earlier replays. */
  readonly replays: number;
  /** Digest of the schema and transform that the reason depends on. @default - it depends on neither */
  readonly basis?: string;
}

/**
 * Keeps records that can't be replayed, as JSON lines with the field names of error objects, and adds the reason of the
 * replay to Firehose's own. Nothing deletes them.
 */
export class Quarantine {
  private objects = 0;

  /**
   * @param folder with a trailing slash
   * @param run name prefix of this run's objects
   */
  constructor(
    private readonly store: ObjectStore,
    readonly folder: string,
    private readonly run: string,
  ) {}

  async put(records: readonly QuarantinedRecord[]): Promise<void> {
    this.objects += 1;
    const key = `${this.folder}${this.run}-${String(this.objects).padStart(6, "0")}.jsonl`;
    const lines = records.map((each) => `${JSON.stringify(render(each))}\n`);
    await this.store.write(key, lines.join(""), { condition: { absent: true } });
  }
}

function render({ entry, reason, replays }: QuarantinedRecord) {
  const common = {
    quarantineReason: reason,
    quarantinedAt: new Date().toISOString(),
    replays,
    source: entry.place,
  };
  if ("unreadable" in entry) return { ...common, content: entry.content.toString("base64") };
  return {
    ...common,
    arrivalTimestamp: entry.arrival.getTime(),
    lastErrorCode: entry.failure?.code,
    lastErrorMessage: entry.failure?.message,
    rawData: entry.data.toString("base64"),
    sequenceNumber: entry.sequenceNumber,
  };
}
