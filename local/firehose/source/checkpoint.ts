import { createHash } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Positions } from "../destination/buffer";

/** How far one sink has delivered one shard. */
export interface ShardPosition {
  /** Last delivered record. @default - none yet */
  sequenceNumber?: string;
  /** Whether the shard is closed and delivered completely. */
  ended?: boolean;
}

type SinkPositions = Record<string, ShardPosition>;

/**
 * Stores in a file up to which record each sink of a delivery stream has delivered. It is written after the objects, so
 * a process that is killed delivers at most its buffered records again and loses none.
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
   * @param identity distinguishes the delivery stream from an earlier one of the same name
   */
  static async open(folder: string, identity: string): Promise<Checkpoint> {
    const name = createHash("sha256").update(identity).digest("hex").slice(0, 32);
    const file = join(folder, `${name}.json`);
    return new Checkpoint(file, await readPositions(file));
  }

  position(sink: string, shardId: string): ShardPosition {
    return this.sinks[sink]?.[shardId] ?? {};
  }

  /** Advances a sink; resolves when the file is written. */
  async advance(sink: string, positions: Positions): Promise<void> {
    for (const [shardId, sequenceNumber] of positions) {
      this.entry(sink, shardId).sequenceNumber = sequenceNumber;
    }
    await this.save();
  }

  /** Records that a closed shard is delivered completely. */
  async end(sink: string, shardId: string): Promise<void> {
    this.entry(sink, shardId).ended = true;
    await this.save();
  }

  /** Removes the checkpoint of a deleted delivery stream. */
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
    // Only this class writes the file, and rename is atomic.
    return JSON.parse(await readFile(file, "utf8")) as Record<string, SinkPositions>;
  } catch (error) {
    // Only system errors have a code.
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
