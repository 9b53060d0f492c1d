import { countOf } from "../../terminal/count-of";
import { ledgerTag } from "../../../model/environment/ledger-retention";
import { messageOf } from "../../../errors/message-of";
import { UserError } from "../../../errors/user-error";
import { mapConcurrently } from "../../../local/glue/crawler/partition-listing";
import type { ReplayableRecord } from "../source/replayable-record";
import type { Intent, Outcome, RecordStatus } from "./ledger-entries";
import { parseLedgerObject, renderLedgerObject } from "./ledger-object";
import type { LedgerObject } from "./ledger-object";
import { PreconditionFailedError } from "./object-store";
import type { ObjectStore } from "./object-store";
import { ReplayHistory } from "./replay-history";

const INTENT = ".intent.jsonl";
const DONE = ".done.jsonl";

/**
 * The record of all replays: objects that are written once and never changed, and that expire after everything that they
 * account for. Each batch has one object for what is about to be sent, and then one for the outcomes. A run that dies in
 * between leaves at most one batch uncertain.
 */
export class Ledger {
  private readonly history = new ReplayHistory();
  private batches = 0;

  private constructor(
    private readonly store: ObjectStore,
    private readonly folder: string,
    private readonly run: string,
  ) {}

  /**
   * Reads everything that earlier runs wrote.
   *
   * @param folder with a trailing slash
   * @param run name prefix of this run's own objects; sorts after those of earlier runs
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
      assertComplete(doneKey, parsed.get(doneKey), intents);
      for (const intent of intents) {
        ledger.history.addIntent(intent, lastModified, parsed.has(doneKey));
      }
    });
    objects.forEach(({ key }) => {
      if (!key.endsWith(DONE)) return;
      // As above.
      const outcomes = (parsed.get(key)?.lines ?? []) as readonly Outcome[];
      for (const outcome of outcomes) ledger.history.addOutcome(outcome);
    });
    return ledger;
  }

  statusOf(id: string): RecordStatus {
    return this.history.statusOf(id);
  }

  /** How often a record was replayed before it failed. */
  replaysOf(record: ReplayableRecord): number {
    return this.history.replaysOf(record);
  }

  /** Whether a record of the raw backup was sent by a replay, and is not an event of its own. */
  isCopy(record: ReplayableRecord): boolean {
    return this.history.isCopy(record);
  }

  /** Records what is about to be sent; returns how to record the outcomes. */
  async intend(
    intents: readonly Intent[],
  ): Promise<(outcomes: readonly Outcome[]) => Promise<void>> {
    const key = this.nextKey();
    await this.writeObject(key + INTENT, intents);
    return (outcomes) => this.writeOutcomes(key, outcomes);
  }

  /** Records outcomes of records that were not to be sent. */
  async record(outcomes: readonly Outcome[]): Promise<void> {
    await this.writeOutcomes(this.nextKey(), outcomes);
  }

  private async writeOutcomes(key: string, outcomes: readonly Outcome[]): Promise<void> {
    await this.writeObject(key + DONE, outcomes);
    for (const outcome of outcomes) this.history.addOutcome(outcome);
  }

  private async writeObject(key: string, lines: readonly unknown[]): Promise<void> {
    const content = renderLedgerObject(lines);
    try {
      await this.store.write(key, content, { condition: { absent: true }, tag: ledgerTag });
    } catch (error) {
      // When a response is lost, the SDK's retry finds the object that this very call has written.
      if (!(error instanceof PreconditionFailedError)) throw error;
      if ((await this.store.read(key)).toString("utf8") !== content) throw error;
    }
  }

  private nextKey(): string {
    this.batches += 1;
    return `${this.folder}${this.run}-${String(this.batches).padStart(6, "0")}`;
  }
}

function parse(key: string, content: Buffer): LedgerObject {
  try {
    return parseLedgerObject(content);
  } catch (error) {
    throw damaged(key, messageOf(error));
  }
}

/** An object without a header may be truncated between two lines: then it lacks outcomes of what was to be sent. */
function assertComplete(
  key: string,
  done: LedgerObject | undefined,
  intents: readonly Intent[],
): void {
  if (done === undefined) return;
  // Only the ledger writes these objects.
  const settled = new Set((done.lines as readonly Outcome[]).map(({ id }) => id));
  const missing = intents.filter(({ id }) => !settled.has(id)).length;
  if (missing === 0) return;
  throw damaged(
    key,
    `it is truncated: it lacks ${missing} of ${countOf(intents.length, "record")}`,
  );
}

function damaged(key: string, problem: string): UserError {
  return new UserError(
    `The ledger object ${key} is damaged: ${problem}.`,
    "Nothing was sent. Restore its earlier version, which the bucket keeps: `aws s3api list-object-versions` shows it. Without one, delete the object; the records in it may then be sent twice.",
  );
}
