import { setTimeout as sleep } from "node:timers/promises";
import { withTimeout } from "../../../aws/with-timeout";
import { UserError } from "../../../errors/user-error";
import { isGone, ownHolder, readHolder } from "./lease-holder";
import type { LeaseHolder } from "./lease-holder";
import { PreconditionFailedError } from "./object-store";
import type { ObjectStore, ObjectVersion } from "./object-store";
import { Stopwatch } from "../stopwatch";

/** How often the holder writes the lease anew. */
const RENEWED_EVERY_MS = 15_000;

/** A holder that has not been able to write it for so long sends nothing any more. */
const HELD_FOR_MS = 60_000;

/** How long a look at the lease counts, so that many small requests a second do not each ask for one. */
const CONFIRMED_FOR_MS = 100;

/**
 * A lease that nobody renewed for so long, by the clock of S3, is anybody's. Between this and {@link HELD_FOR_MS} lies
 * all that a request may still be on its way when its sender has given it up.
 */
const ABANDONED_AFTER_MS = 390_000;

/** Longest that S3 may take for one answer. */
const ANSWER_MS = 10_000;
const RETRY_AFTER_MS = 1_000;

/** The right to replay a dataset, which one run has at a time: an object that is only written over what was read. */
export class Lease {
  /** Since the lease was last written. */
  private renewed = new Stopwatch();
  /** Since it was last seen to be this run's. */
  private confirmed = new Stopwatch();
  private lostTo: string | undefined;
  /** One look or write at a time: a write changes what a look compares. */
  private work: Promise<unknown> = Promise.resolve();
  private readonly timer: NodeJS.Timeout;

  private constructor(
    private readonly store: ObjectStore,
    private readonly key: string,
    private readonly holder: LeaseHolder,
    private etag: string,
    /** When the lease was taken, by the clock of S3. */
    readonly takenAt: Date,
  ) {
    this.timer = setInterval(() => {
      // What fails here is tried again, and confirm() knows how long ago the last success was.
      void this.serialize(() => this.renew()).catch(() => undefined);
    }, RENEWED_EVERY_MS);
    this.timer.unref();
  }

  /**
   * Takes the lease where it is free, its holder's process has ended, or nobody renewed it for minutes.
   *
   * @throws UserError that names the holder
   */
  static async take(store: ObjectStore, key: string, run: string): Promise<Lease> {
    const found = await store.head(key);
    if (found !== undefined) await assertAvailable(store, key, found);
    const holder = ownHolder(run);
    const condition = found === undefined ? { absent: true as const } : { etag: found.etag };
    const etag = await overwrite(store, key, holder, condition);
    if (etag === undefined) throw heldByAnother("another run, which was faster");
    const taken = await store.head(key);
    return new Lease(store, key, holder, etag, taken?.lastModified ?? new Date());
  }

  /**
   * Makes sure that the lease is this run's now, or was a moment ago: asked before everything that is sent or put away.
   *
   * @throws UserError when the lease is, or may be, another's by now: nothing may be sent any more
   */
  async confirm(): Promise<void> {
    this.assertNotLost();
    if (this.confirmed.elapsedMs <= CONFIRMED_FOR_MS) return;
    await this.serialize(() => this.confirmAnew());
  }

  /** Gives it back. */
  async release(): Promise<void> {
    clearInterval(this.timer);
    await this.work.catch(() => undefined);
    if (this.lostTo !== undefined) return;
    const free: LeaseHolder = { ...this.holder, state: "free" };
    try {
      await this.store.write(this.key, JSON.stringify(free), { condition: { etag: this.etag } });
    } catch {
      // Its process has ended soon, or it grows old: the next run takes it in either case.
    }
  }

  private serialize(work: () => Promise<void>): Promise<void> {
    const turn = this.work.catch(() => undefined).then(work);
    this.work = turn;
    return turn;
  }

  private async confirmAnew(): Promise<void> {
    for (;;) {
      try {
        await (this.renewed.elapsedMs > RENEWED_EVERY_MS ? this.renew() : this.checkHolder());
        this.assertNotLost();
        return;
      } catch (error) {
        this.assertNotLost();
        if (this.renewed.elapsedMs > HELD_FOR_MS) throw notRenewed(error);
        await sleep(RETRY_AFTER_MS);
      }
    }
  }

  private async checkHolder(): Promise<void> {
    const asked = new Stopwatch();
    const found = await withTimeout(ANSWER_MS, () => this.store.head(this.key));
    if (found?.etag !== this.etag) {
      this.lostTo = found === undefined ? "its lease was deleted" : "its lease was overwritten";
    }
    this.confirmed = asked;
  }

  private async renew(): Promise<void> {
    if (this.lostTo !== undefined) return;
    const asked = new Stopwatch();
    const renewing = { ...this.holder, renewed: new Date().toISOString() };
    const etag = await withTimeout(ANSWER_MS, () =>
      overwrite(this.store, this.key, renewing, { etag: this.etag }),
    );
    if (etag === undefined) {
      this.lostTo = "its lease was overwritten";
      return;
    }
    this.etag = etag;
    this.renewed = this.confirmed = asked;
  }

  private assertNotLost(): void {
    if (this.lostTo === undefined) return;
    throw new UserError(
      `Another replay took over: ${this.lostTo} while this run worked.`,
      "Nothing was sent after that was noticed. What was sent is in the ledger; run the command again when the other is done.",
    );
  }
}

/**
 * Writes the lease; undefined where it is another's. An answer that was lost, and asked for again by the SDK, says that
 * the object has changed: so what is there decides.
 */
async function overwrite(
  store: ObjectStore,
  key: string,
  holder: LeaseHolder,
  condition: { readonly absent: true } | { readonly etag: string },
): Promise<string | undefined> {
  try {
    return await store.write(key, JSON.stringify(holder), { condition });
  } catch (error) {
    if (!(error instanceof PreconditionFailedError)) throw error;
    const found = await store.head(key);
    const isOwn = found !== undefined && (await holderOf(store, key))?.run === holder.run;
    return isOwn ? found.etag : undefined;
  }
}

async function assertAvailable(
  store: ObjectStore,
  key: string,
  found: ObjectVersion,
): Promise<void> {
  const holder = await holderOf(store, key);
  if (holder === undefined) throw unreadable(key);
  if (holder.state === "free" || isGone(holder)) return;
  // Where S3 does not say how late it is, nobody can know how old the lease is: it counts as new.
  const ageMs = Math.max(
    0,
    (found.now ?? found.lastModified).getTime() - found.lastModified.getTime(),
  );
  if (ageMs > ABANDONED_AFTER_MS) return;
  throw heldByAnother(
    `run ${holder.run} on ${holder.host}, process ${holder.pid}, which wrote to its lease ${Math.round(ageMs / 1000)} s ago`,
  );
}

async function holderOf(store: ObjectStore, key: string): Promise<LeaseHolder | undefined> {
  const content = await store.read(key);
  try {
    return readHolder(content.toString("utf8"));
  } catch {
    return undefined;
  }
}

function heldByAnother(who: string): UserError {
  return new UserError(
    `This dataset is being replayed already, by ${who}.`,
    `Wait until it is done. If it is dead, its lease is free ${ABANDONED_AFTER_MS / 60_000} minutes after its last renewal.`,
  );
}

function unreadable(key: string): UserError {
  return new UserError(
    `The lease ${key} can't be read, so that nobody knows whether another replay works.`,
    "Nothing was sent. Make sure that no replay of the dataset runs, and delete the object.",
  );
}

function notRenewed(cause: unknown): UserError {
  return new UserError(
    `This replay could not renew its lease for a minute, so another may have begun: ${cause instanceof Error ? cause.message : String(cause)}`,
    "What was sent is in the ledger; run the command again and it goes on.",
  );
}
