import { join } from "node:path";
import { writePrivateFile } from "../../home/private-files";
import { ShardLog } from "../records/shard-log";
import { notFound, streamNotFound } from "./errors";
import { rangeOf, ShardRouter } from "./hash-keys";
import { openShards } from "./resharding";
import { STATE_VERSION } from "./stream-state";
import type { ShardState, StreamState, StreamStatus } from "./stream-state";

/** File of a stream's state in its folder. */
export const STATE_FILE = "stream.json";

const HOUR_MS = 60 * 60 * 1000;

/** An open shard with its log. */
export interface OpenShard {
  readonly shard: ShardState;
  readonly log: ShardLog;
}

/** A stream: its state in a file that is replaced as a whole, and the records of its shards. */
export class Stream {
  private readonly logs = new Map<string, ShardLog>();
  private openRouter: ShardRouter<OpenShard> | undefined;
  private isClosed = false;
  private change: { readonly status: StreamStatus; readonly until: number } | undefined;

  constructor(
    private current: StreamState,
    /** Folder of this stream only. */
    readonly folder: string,
    private readonly accountId: string,
  ) {}

  get state(): StreamState {
    return this.current;
  }

  get arn(): string {
    const { region, name } = this.current;
    return `arn:aws:kinesis:${region}:${this.accountId}:stream/${name}`;
  }

  /** The status, which changes by itself when a change is complete. */
  status(now: number): StreamStatus {
    return this.change !== undefined && now < this.change.until ? this.change.status : "ACTIVE";
  }

  /** Whether its deletion is complete. */
  isDeleted(now: number): boolean {
    return this.change?.status === "DELETING" && now >= this.change.until;
  }

  /** Sets the status that the stream has until a time. */
  begin(status: StreamStatus, until: number): void {
    this.change = { status, until };
  }

  /** Whether its records can't be read any more, because it was deleted. */
  get closed(): boolean {
    return this.isClosed;
  }

  /**
   * Stores changed parts of the state; it is in the file before this returns.
   *
   * @throws AwsServiceError ResourceNotFoundException if it was deleted meanwhile
   */
  update(change: Partial<StreamState>): void {
    // Its folder may be gone, or that of another stream.
    if (this.isClosed) throw streamNotFound(this.current.name, this.accountId);
    const next = { ...this.current, ...change };
    writePrivateFile(
      join(this.folder, STATE_FILE),
      JSON.stringify({ version: STATE_VERSION, ...next }),
    );
    this.current = next;
    if (change.shards !== undefined) this.openRouter = undefined;
    else if (change.consumers === undefined) return;
    // A reader of a shard that was closed, and a consumer that was deregistered, have to notice their end.
    for (const log of this.logs.values()) log.wake();
  }

  /** Routes hash keys to the open shards. */
  get router(): ShardRouter<OpenShard> {
    this.openRouter ??= new ShardRouter(
      openShards(this.current.shards).map((shard) => ({
        start: rangeOf(shard).start,
        shard: { shard, log: this.logOf(shard) },
      })),
    );
    return this.openRouter;
  }

  /** @throws AwsServiceError ResourceNotFoundException */
  shard(id: string): ShardState {
    const shard = this.current.shards.find((each) => each.id === id);
    if (shard !== undefined) return shard;
    throw notFound(
      `Shard ${id} in stream ${this.current.name} under account ${this.accountId} does not exist`,
    );
  }

  /** The records of a shard. */
  logOf(shard: ShardState): ShardLog {
    const existing = this.logs.get(shard.id);
    if (existing !== undefined) return existing;
    const log = new ShardLog(shard, join(this.folder, shard.id));
    this.logs.set(shard.id, log);
    return log;
  }

  /** Shards that a closed shard became. */
  childrenOf(id: string): ShardState[] {
    return this.current.shards.filter(
      ({ parent, adjacentParent }) => parent === id || adjacentParent === id,
    );
  }

  /** Records that arrived before it have expired. */
  horizon(now: number): number {
    return now - this.current.retentionHours * HOUR_MS;
  }

  /** Removes what has expired: files of records, and shards that were closed before. */
  expire(now: number): void {
    const horizon = this.horizon(now);
    const expired = this.current.shards.filter(
      ({ closedAt }) => closedAt !== undefined && closedAt < horizon,
    );
    if (expired.length > 0) {
      const ids = new Set(expired.map(({ id }) => id));
      this.update({ shards: this.current.shards.filter(({ id }) => !ids.has(id)) });
      for (const shard of expired) {
        this.logOf(shard).remove();
        this.logs.delete(shard.id);
      }
    }
    for (const shard of this.current.shards) this.logOf(shard).expire(horizon);
  }

  close(): void {
    this.isClosed = true;
    for (const log of this.logs.values()) {
      log.wake();
      log.close();
    }
    this.logs.clear();
    this.openRouter = undefined;
  }
}
