import { hostname } from "node:os";
import { isAlive } from "../../local/runtime/processes";
import { UserError } from "../../local/user-error";
import { messageOf } from "../../local/message-of";
import { ConditionFailed } from "./object-store";
import type { ObjectStore } from "./object-store";

/** How often the holder writes the lease anew. */
const RENEWED_EVERY_MS = 15_000;

/** A holder that could not renew it for so long stops. */
const HELD_FOR_MS = 60_000;

/**
 * A lease that nobody renewed for so long is anybody's. Requests whose clock is off by more than five minutes are refused
 * by AWS, so that no clock can be wrong by as much as lies between this and {@link HELD_FOR_MS}.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html
 */
const ABANDONED_AFTER_MS = 390_000;

/** What the lease's object says. */
interface Holder {
  readonly state: "held" | "free";
  readonly run: string;
  readonly host: string;
  readonly pid: number;
}

/** The right to replay a dataset, which one run has at a time: an object that is only written over what was read. */
export class Lease {
  private renewedAt = Date.now();
  private lostTo: string | undefined;
  private renewal: Promise<void> = Promise.resolve();
  private readonly timer: NodeJS.Timeout;

  private constructor(
    private readonly store: ObjectStore,
    private readonly key: string,
    private readonly holder: Holder,
    private etag: string,
    /** When the lease was taken, by the clock of S3. */
    readonly takenAt: Date,
  ) {
    this.timer = setInterval(() => {
      this.renewal = this.renew();
    }, RENEWED_EVERY_MS);
    this.timer.unref();
  }

  /**
   * Takes the lease where it is free, its holder's process is gone, or nobody renewed it for minutes.
   *
   * @throws UserError that names the holder
   */
  static async take(store: ObjectStore, key: string, run: string): Promise<Lease> {
    const found = await store.look(key);
    if (found !== undefined) await refuseIfHeld(store, key, found.lastModified);
    const holder: Holder = { state: "held", run, host: hostname(), pid: process.pid };
    try {
      const etag = await store.write(key, JSON.stringify(holder), {
        condition: found === undefined ? { absent: true } : { etag: found.etag },
      });
      const taken = await store.look(key);
      return new Lease(store, key, holder, etag, taken?.lastModified ?? new Date());
    } catch (error) {
      if (error instanceof ConditionFailed) throw heldByAnother("another run, which was faster");
      throw error;
    }
  }

  /** @throws UserError when the lease is, or may be, another's by now: nothing may be sent any more */
  assertHeld(): void {
    if (this.lostTo !== undefined) {
      throw new UserError(
        `Another replay took over: ${this.lostTo}.`,
        "What was sent is in the ledger; run the command again when the other is done.",
      );
    }
    if (Date.now() - this.renewedAt > HELD_FOR_MS) {
      throw new UserError(
        "This replay could not renew its lease for a minute, so another may have begun.",
        "What was sent is in the ledger; run the command again and it goes on.",
      );
    }
  }

  /** Gives it back. */
  async release(): Promise<void> {
    clearInterval(this.timer);
    await this.renewal;
    if (this.lostTo !== undefined) return;
    const free: Holder = { ...this.holder, state: "free" };
    try {
      await this.store.write(this.key, JSON.stringify(free), {
        condition: { etag: this.etag },
      });
    } catch {
      // Its process is gone soon, or it grows old: the next run takes it in either case.
    }
  }

  private async renew(): Promise<void> {
    try {
      const renewing = { ...this.holder, renewed: new Date().toISOString() };
      this.etag = await this.store.write(this.key, JSON.stringify(renewing), {
        condition: { etag: this.etag },
      });
      this.renewedAt = Date.now();
    } catch (error) {
      // Anything else may pass: the next renewal tries again, and assertHeld() knows how long ago the last one was.
      if (error instanceof ConditionFailed) this.lostTo = messageOf(error);
    }
  }
}

async function refuseIfHeld(store: ObjectStore, key: string, writtenAt: Date): Promise<void> {
  const content = (await store.read(key)).toString("utf8");
  const holder = readHolder(content);
  if (holder === undefined || holder.state === "free") return;
  const isGone = holder.host === hostname() && !isAlive(holder.pid);
  const ageMs = Date.now() - writtenAt.getTime();
  if (isGone || ageMs > ABANDONED_AFTER_MS) return;
  throw heldByAnother(
    `run ${holder.run} on ${holder.host}, process ${holder.pid}, which wrote to its lease ${Math.max(0, Math.round(ageMs / 1000))} s ago`,
  );
}

function readHolder(content: string): Holder | undefined {
  try {
    // Only this class writes the object.
    return JSON.parse(content) as Holder;
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
