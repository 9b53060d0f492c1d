import type { FileHandle } from "node:fs/promises";
import type { ContentFiles } from "./content-files";
import type { Segment } from "./object-version";

/** A content up to this size is written at once, a larger one in steps of it. */
const STEP_BYTES = 256 * 1024;

/** Writes a content of unknown length into a new file. */
export class ContentWriter {
  private chunks: Buffer[] = [];
  private waiting = 0;
  private bytes = 0;
  private readonly file: string;
  private handle: FileHandle | undefined;

  constructor(private readonly files: ContentFiles) {
    this.file = files.reserve();
  }

  /** Adds bytes; the promise is undefined if the caller does not have to wait. */
  write(chunk: Buffer): Promise<void> | undefined {
    this.chunks.push(chunk);
    this.waiting += chunk.length;
    this.bytes += chunk.length;
    return this.waiting < STEP_BYTES ? undefined : this.flush();
  }

  /** The files of the content, complete; none if it is empty. */
  async finish(): Promise<readonly Segment[]> {
    if (this.bytes === 0) return [];
    if (this.handle === undefined) this.files.writeNow(this.file, this.chunks);
    else await this.flush();
    await this.close();
    return [{ file: this.file, bytes: this.bytes }];
  }

  /** Removes what was written. */
  async discard(): Promise<void> {
    await this.close();
    this.files.remove([{ file: this.file, bytes: 0 }]);
  }

  private async flush(): Promise<void> {
    this.handle ??= await this.files.create(this.file);
    let rest = this.chunks;
    this.chunks = [];
    this.waiting = 0;
    while (rest.length > 0) {
      const { bytesWritten } = await this.handle.writev(rest);
      rest = after(rest, bytesWritten);
    }
  }

  private async close(): Promise<void> {
    const { handle } = this;
    this.handle = undefined;
    await handle?.close();
  }
}

/** What remains of chunks after a number of bytes. */
function after(chunks: readonly Buffer[], bytes: number): Buffer[] {
  let skipped = bytes;
  return chunks.flatMap((chunk) => {
    const skip = Math.min(skipped, chunk.length);
    skipped -= skip;
    return skip === chunk.length ? [] : [chunk.subarray(skip)];
  });
}
