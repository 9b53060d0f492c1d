import { createHash } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Positions } from "../destination/buffer";

/** How far one sink has delivered one shard. */
export interface ShardPosition {
  /** Last record that lies in an object. @default - none yet */
  sequenceNumber?: string;
  /** The shard is closed and everything in it is delivered. */
  ended?: boolean;
}

type SinkPositions = Record<string, ShardPosition>;

/**
 * Remembers, in a file, up to where each sink of a delivery stream has written its objects. It is written after the
 * objects, so a process that dies repeats at most what lay in its buffers and loses nothing.
 */
export class Checkpoint {
  private saving: Promise<void> = Promise.resolve();

  private constructor(
    private readonly file: string,
    private readonly sinks: Record<string, SinkPositions>,
  ) {}

  /**
   * Opens the checkpoint of a delivery stream.
   *
   * @param identity tells this delivery stream from an earlier one of the same name
   */
  static async open(folder: string, identity: string): Promise<Checkpoint> {
    const name = createHash("sha256").update(identity).digest("hex").slice(0, 32);
    const file = join(folder, `${name}.json`);
    return new Checkpoint(file, await readPositions(file));
  }

  position(sink: string, shardId: string): ShardPosition {
    return this.sinks[sink]?.[shardId] ?? {};
  }

  /** Moves a sink forward and resolves when the file says so. */
  async advance(sink: string, positions: Positions): Promise<void> {
    for (const [shardId, sequenceNumber] of positions) {
      this.entry(sink, shardId).sequenceNumber = sequenceNumber;
    }
    await this.save();
  }

  /** Notes that a closed shard is delivered whole. */
  async end(sink: string, shardId: string): Promise<void> {
    this.entry(sink, shardId).ended = true;
    await this.save();
  }

  /** Forgets a delivery stream that was deleted. */
  async remove(): Promise<void> {
    await this.saving.catch(() => undefined);
    await rm(this.file, { force: true });
  }

  private entry(sink: string, shardId: string): ShardPosition {
    const shards = (this.sinks[sink] ??= {});
    return (shards[shardId] ??= {});
  }

  private save(): Promise<void> {
    const write = () => writeAtomically(this.file, JSON.stringify(this.sinks));
    this.saving = this.saving.then(write, write);
    return this.saving;
  }
}

async function readPositions(file: string): Promise<Record<string, SinkPositions>> {
  try {
    // The file is only ever written by this class, and whole: rename is atomic.
    return JSON.parse(await readFile(file, "utf8")) as Record<string, SinkPositions>;
  } catch (error) {
    // Node.js file errors carry a code; anything else has none and goes on below.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}

async function writeAtomically(file: string, content: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.draft`;
  const handle = await open(draft, "w");
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}
