import { setTimeout as sleep } from "node:timers/promises";
import { withTimeout } from "../../../aws/with-timeout";
import { UserError } from "../../../errors/user-error";
import { isGone, ownHolder, readHolder } from "./lease-holder";
import type { LeaseHolder } from "./lease-holder";
import { PreconditionFailedError } from "./object-store";
import type { ObjectStore, ObjectVersion } from "./object-store";
import { Stopwatch } from "../stopwatch";

/** How often the holder renews the lease. */
const RENEWED_EVERY_MS = 15_000;

/** A holder that could not renew it for this long stops sending. */
const HELD_FOR_MS = 60_000;

/** How long a check of the lease stays valid, so that many small requests a second share one. */
const CONFIRMED_FOR_MS = 100;

/**
 * A lease that was not renewed for this long, by the clock of S3, may be taken over. The difference to
 * {@link HELD_FOR_MS} covers requests that are still in flight after their sender has timed out.
 */
const ABANDONED_AFTER_MS = 390_000;

/** Timeout of one request to S3. */
const REQUEST_TIMEOUT_MS = 10_000;
const RETRY_AFTER_MS = 1_000;

/** The exclusive right to replay a dataset: an object that is only overwritten if it is still the version that was read. */
export class Lease {
  /** Time since the last renewal. */
  private renewed = new Stopwatch();
  /** Time since the last check that the lease is still this run's. */
  private confirmed = new Stopwatch();
  private lostTo: string | undefined;
  /** One read or write at a time: a write changes the ETag that a read compares. */
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
      // A failure is retried, and confirm() checks how long ago the last success was.
      void this.serialize(() => this.renew()).catch(() => undefined);
    }, RENEWED_EVERY_MS);
    this.timer.unref();
  }

  /**
   * Takes the lease if it is free, its holder's process has ended, or it was not renewed for minutes.
   *
   * @throws UserError that names the holder
   */
  static async take(store: ObjectStore, key: string, run: string): Promise<Lease> {
    const found = await store.head(key);
    if (found !== undefined) await assertAvailable(store, key, found);
    const holder = ownHolder(run);
    const condition = found === undefined ? { absent: true as const } : { etag: found.etag };
    const etag = await overwrite(store, key, holder, condition);
    if (etag === undefined) throw heldByAnother("another run, which started at the same time");
    const taken = await store.head(key);
    return new Lease(store, key, holder, etag, taken?.lastModified ?? new Date());
  }

  /**
   * Asserts that the lease is still this run's, or was a moment ago: called before anything is sent or quarantined.
   *
   * @throws UserError when another run has, or may have, taken it over: nothing may be sent after that
   */
  async confirm(): Promise<void> {
    this.assertNotLost();
    if (this.confirmed.elapsedMs <= CONFIRMED_FOR_MS) return;
    await this.serialize(() => this.confirmAgain());
  }

  /** Releases the lease. */
  async release(): Promise<void> {
    clearInterval(this.timer);
    await this.work.catch(() => undefined);
    if (this.lostTo !== undefined) return;
    const free: LeaseHolder = { ...this.holder, state: "free" };
    try {
      await this.store.write(this.key, JSON.stringify(free), { condition: { etag: this.etag } });
    } catch {
      // This process is about to end, and the lease expires: either way the next run can take it.
    }
  }

  private serialize(work: () => Promise<void>): Promise<void> {
    const turn = this.work.catch(() => undefined).then(work);
    this.work = turn;
    return turn;
  }

  private async confirmAgain(): Promise<void> {
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
    const requested = new Stopwatch();
    const found = await withTimeout(REQUEST_TIMEOUT_MS, () => this.store.head(this.key));
    if (found?.etag !== this.etag) {
      this.lostTo = found === undefined ? "its lease was deleted" : "its lease was overwritten";
    }
    this.confirmed = requested;
  }

  private async renew(): Promise<void> {
    if (this.lostTo !== undefined) return;
    const requested = new Stopwatch();
    const renewing = { ...this.holder, renewed: new Date().toISOString() };
    const etag = await withTimeout(REQUEST_TIMEOUT_MS, () =>
      overwrite(this.store, this.key, renewing, { etag: this.etag }),
    );
    if (etag === undefined) {
      this.lostTo = "its lease was overwritten";
      return;
    }
    this.etag = etag;
    this.renewed = this.confirmed = requested;
  }

  private assertNotLost(): void {
    if (this.lostTo === undefined) return;
    throw new UserError(
      `Another replay took over: ${this.lostTo} during this run.`,
      "This run stopped sending when it noticed. What was sent is in the ledger; run the command again when the other replay has finished.",
    );
  }
}

/**
 * Writes the lease; undefined if another run has it. When a response is lost, the SDK's retry reports that the object
 * has changed, so its content decides.
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
  // Without the time of S3 the age of the lease is unknown: it counts as new.
  const ageMs = Math.max(
    0,
    (found.now ?? found.lastModified).getTime() - found.lastModified.getTime(),
  );
  if (ageMs > ABANDONED_AFTER_MS) return;
  throw heldByAnother(
    `run ${holder.run} on ${holder.host}, process ${holder.pid}, which renewed its lease ${Math.round(ageMs / 1000)} s ago`,
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
    `This dataset is already being replayed by ${who}.`,
    `Wait until it has finished. If its process is gone, the lease expires ${ABANDONED_AFTER_MS / 60_000} minutes after its last renewal.`,
  );
}

function unreadable(key: string): UserError {
  return new UserError(
    `The lease ${key} is damaged, so it is unknown whether another replay is running.`,
    "Nothing was sent. Make sure that no replay of the dataset runs, and delete the object.",
  );
}

function notRenewed(cause: unknown): UserError {
  return new UserError(
    `This replay could not renew its lease for a minute, so another may have started: ${cause instanceof Error ? cause.message : String(cause)}`,
    "What was sent is in the ledger; run the command again to continue.",
  );
}
