import { ledgerTag } from "../../../model/dataset/ledger-retention";
import { messageOf } from "../../../errors/message-of";
import { UserError } from "../../../errors/user-error";
import { mapConcurrently } from "../../../local/glue/crawler/partition-listing";
import { parseLedgerObject, renderLedgerObject } from "./ledger-object";
import type { LedgerObject } from "./ledger-object";
import { PreconditionFailedError } from "./object-store";
import type { ObjectStore } from "./object-store";
import { dataDigest } from "../source/source-record";
import type { SourceRecord } from "../source/source-record";

/** A record that is about to be sent. */
export interface Intent {
  /** {@link SourceRecord.id} of the record. */
  readonly id: string;
  /** Digest of what is sent for it. */
  readonly data: string;
  /** How often the record was replayed, this time included. */
  readonly replay: number;
}

/** What became of a record. */
export type Outcome =
  | (Intent & { readonly outcome: "sent"; readonly sequenceNumber: string })
  | (Intent & { readonly outcome: "failed"; readonly reason: string })
  | {
      readonly id: string;
      readonly outcome: "quarantined";
      readonly reason: string;
      /** {@link RecordStatus.basis} */
      readonly basis?: string | undefined;
    };

/** What the ledger knows of a record. */
export type RecordStatus =
  | { readonly state: "new" | "sent" }
  /** It was to be sent when a run ended; nobody wrote down whether it was. */
  | { readonly state: "uncertain" }
  | {
      readonly state: "quarantined";
      /** What the judgement rests on, schema and transform: with others it is asked again. Absent where it is the number of replays. */
      readonly basis?: string | undefined;
    };

const INTENT = ".intent.jsonl";
const DONE = ".done.jsonl";

/**
 * What was replayed: objects that are written once and never changed, and expire behind all that they account for. For
 * each batch first one that says what is about to be sent, then one that says what was. A run that dies between the two
 * leaves at most one batch uncertain.
 */
export class Ledger {
  private readonly statuses = new Map<string, RecordStatus>();
  /** Of each record that was ever to be sent, the number of that replay. */
  private readonly intended = new Map<string, number>();
  private readonly replaysBySequence = new Map<string, number>();
  private readonly replaysByData = new Map<string, number>();
  private readonly replaysOfUncertain = new Map<string, number>();
  /** When what has this digest was first about to be sent, by the clock of S3. */
  private readonly sentAt = new Map<string, Date>();
  private batches = 0;

  private constructor(
    private readonly store: ObjectStore,
    private readonly folder: string,
    private readonly run: string,
  ) {}

  /**
   * Reads all that earlier runs wrote.
   *
   * @param folder with a slash at its end
   * @param run names this run's own objects; sorts behind those of earlier runs
   */
  static async read(store: ObjectStore, folder: string, run: string): Promise<Ledger> {
    const ledger = new Ledger(store, folder, run);
    const objects = [];
    for await (const object of store.list(folder)) objects.push(object);
    const contents = await mapConcurrently(objects, ({ key }) => store.read(key));
    const parsed = new Map(
      objects.map(({ key }, index) => [key, parse(key, contents[index] ?? Buffer.alloc(0))]),
    );
    objects.forEach(({ key, lastModified }) => {
      if (!key.endsWith(INTENT)) return;
      const doneKey = key.slice(0, -INTENT.length) + DONE;
      // Only this class writes these objects, and each is as it was written.
      const intents = (parsed.get(key)?.lines ?? []) as readonly Intent[];
      refuseIfIncomplete(doneKey, parsed.get(doneKey), intents);
      for (const intent of intents) {
        ledger.learnIntent(intent, lastModified, parsed.has(doneKey));
      }
    });
    objects.forEach(({ key }) => {
      if (!key.endsWith(DONE)) return;
      // As above.
      const outcomes = (parsed.get(key)?.lines ?? []) as readonly Outcome[];
      for (const outcome of outcomes) ledger.learn(outcome);
    });
    return ledger;
  }

  statusOf(id: string): RecordStatus {
    return this.statuses.get(id) ?? { state: "new" };
  }

  /**
   * How often a record was replayed before it failed: Firehose names the sequence number that it was sent under. Where
   * it does not, or a run died before it wrote the number down, its content tells.
   */
  replaysOf({ id, sequenceNumber, data }: SourceRecord): number {
    const own = this.intended.get(id);
    // It was to be sent and was not: that is no replay yet.
    if (own !== undefined) return own - 1;
    const content = dataDigest(data);
    if (sequenceNumber === undefined) return this.replaysByData.get(content) ?? 0;
    return this.replaysBySequence.get(sequenceNumber) ?? this.replaysOfUncertain.get(content) ?? 0;
  }

  /** Whether a record of the raw backup is what a replay sent: it came back there, and is no event of its own. */
  isCopy({ data, writtenAt }: SourceRecord): boolean {
    const sentAt = this.sentAt.get(dataDigest(data));
    return sentAt !== undefined && sentAt <= writtenAt;
  }

  /** Writes down what is about to be sent; returns how to write down what was. */
  async intend(
    intents: readonly Intent[],
  ): Promise<(outcomes: readonly Outcome[]) => Promise<void>> {
    const key = this.nextKey();
    await this.writeObject(key + INTENT, intents);
    return (outcomes) => this.write(key, outcomes);
  }

  /** Writes down what was not to be sent. */
  async record(outcomes: readonly Outcome[]): Promise<void> {
    await this.write(this.nextKey(), outcomes);
  }

  private async write(key: string, outcomes: readonly Outcome[]): Promise<void> {
    await this.writeObject(key + DONE, outcomes);
    for (const outcome of outcomes) this.learn(outcome);
  }

  private async writeObject(key: string, lines: readonly unknown[]): Promise<void> {
    const content = renderLedgerObject(lines);
    try {
      await this.store.write(key, content, { condition: { absent: true }, tag: ledgerTag });
    } catch (error) {
      // Where the answer was lost, the SDK's retry finds the object there: written by this very call.
      if (!(error instanceof PreconditionFailedError)) throw error;
      if ((await this.store.read(key)).toString("utf8") !== content) throw error;
    }
  }

  private nextKey(): string {
    this.batches += 1;
    return `${this.folder}${this.run}-${String(this.batches).padStart(6, "0")}`;
  }

  private learnIntent({ id, data, replay }: Intent, at: Date, isCertain: boolean): void {
    this.intended.set(id, replay);
    const before = this.sentAt.get(data);
    if (before === undefined || at < before) this.sentAt.set(data, at);
    if (isCertain) return;
    this.statuses.set(id, { state: "uncertain" });
    raise(this.replaysOfUncertain, data, replay);
    raise(this.replaysByData, data, replay);
  }

  private learn(outcome: Outcome): void {
    const { id } = outcome;
    if (outcome.outcome === "quarantined") {
      // What was sent stays sent: names of runs sort by the clocks of their machines, and one may have been wrong.
      if (this.statuses.get(id)?.state === "sent") return;
      this.statuses.set(id, { state: "quarantined", basis: outcome.basis });
      return;
    }
    if (outcome.outcome === "failed") {
      // Kinesis may have it all the same: an answer can be lost.
      raise(this.replaysOfUncertain, outcome.data, outcome.replay);
      return;
    }
    this.statuses.set(id, { state: "sent" });
    this.replaysBySequence.set(outcome.sequenceNumber, outcome.replay);
    raise(this.replaysByData, outcome.data, outcome.replay);
  }
}

function raise(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, Math.max(count, counts.get(key) ?? 0));
}

function parse(key: string, content: Buffer): LedgerObject {
  try {
    return parseLedgerObject(content);
  } catch (error) {
    throw damaged(key, messageOf(error));
  }
}

/** An object without a header may be cut between two lines: of what was to be sent it says less then. */
function refuseIfIncomplete(
  key: string,
  done: LedgerObject | undefined,
  intents: readonly Intent[],
): void {
  if (done === undefined) return;
  // Only the ledger writes these objects.
  const settled = new Set((done.lines as readonly Outcome[]).map(({ id }) => id));
  const missing = intents.filter(({ id }) => !settled.has(id)).length;
  if (missing > 0)
    throw damaged(key, `it was cut: it lacks ${missing} of ${intents.length} records`);
}

function damaged(key: string, problem: string): UserError {
  return new UserError(
    `The ledger's object ${key} can't be relied on: ${problem}.`,
    "Nothing was sent. Restore its earlier version, which the bucket keeps: `aws s3api list-object-versions` shows it. Without one, delete the object; what it accounted for may then be sent twice.",
  );
}
