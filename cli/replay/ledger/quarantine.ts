import type { ObjectStore } from "./object-store";
import type { SourceEntry } from "../source/source-record";

/** A record that is hopeless for now, and why. */
export interface QuarantinedRecord {
  readonly entry: SourceEntry;
  readonly reason: string;
  /** How often it was replayed before. */
  readonly replays: number;
  /** Schema and transform that the reason rests on. @default - it rests on neither */
  readonly basis?: string;
}

/**
 * Keeps what can't be replayed, as JSON lines in the spelling of error objects, with the reason of the replay beside
 * Firehose's own. Nothing deletes them.
 */
export class Quarantine {
  private objects = 0;

  /**
   * @param folder with a slash at its end
   * @param run names this run's objects
   */
  constructor(
    private readonly store: ObjectStore,
    readonly folder: string,
    private readonly run: string,
  ) {}

  async put(hopeless: readonly QuarantinedRecord[]): Promise<void> {
    this.objects += 1;
    const key = `${this.folder}${this.run}-${String(this.objects).padStart(6, "0")}.jsonl`;
    const lines = hopeless.map((each) => `${JSON.stringify(render(each))}\n`);
    await this.store.write(key, lines.join(""), { condition: { absent: true } });
  }
}

function render({ entry, reason, replays }: QuarantinedRecord) {
  const about = {
    quarantineReason: reason,
    quarantinedAt: new Date().toISOString(),
    replays,
    source: entry.place,
  };
  if ("unreadable" in entry) return { ...about, content: entry.content.toString("base64") };
  return {
    ...about,
    arrivalTimestamp: entry.arrival.getTime(),
    lastErrorCode: entry.failure?.code,
    lastErrorMessage: entry.failure?.message,
    rawData: entry.data.toString("base64"),
    sequenceNumber: entry.sequenceNumber,
  };
}
