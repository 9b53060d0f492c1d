import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { Transform } from "node:stream";
import type { TransformCallback } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";
import { openPromise } from "yauzl";
import type { Entry, ZipFile } from "yauzl";
import { EntryPaths } from "./entry-paths";
import { ZIP_LIMITS, ZipRejectedError } from "./zip-limits";

/** Size of a local file header without the names. */
const LOCAL_HEADER_BYTES = 30;

interface Checked {
  readonly entry: Entry;
  readonly names: readonly string[];
  readonly kind: "file" | "folder";
}

/**
 * Unpacks a deployment package into an empty folder. The central directory is validated before anything is written;
 * sizes and checksums are verified while unpacking.
 *
 * @throws ZipRejectedError if it is not a zip, is too large, or can't be unpacked in the same way everywhere
 */
export async function unpackZip(zipPath: string, folder: string): Promise<void> {
  const zip = await openZip(zipPath);
  try {
    const checked = await readDirectory(zip);
    const budget = { bytes: ZIP_LIMITS.unzippedBytes };
    for (const { entry, names, kind } of checked) {
      const path = join(folder, ...names);
      mkdirSync(kind === "folder" ? path : join(path, ".."), { recursive: true, mode: 0o700 });
      if (kind === "file") await unpackEntry(zip, entry, path, budget);
    }
  } finally {
    zip.close();
  }
}

async function openZip(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { autoClose: false, strictFileNames: true });
  } catch (error) {
    throw new ZipRejectedError("unreadable", String(error));
  }
}

async function readDirectory(zip: ZipFile): Promise<readonly Checked[]> {
  if (zip.entryCount === 0) throw new ZipRejectedError("empty", "it has no entries");
  if (zip.entryCount > ZIP_LIMITS.entries) {
    throw new ZipRejectedError("unreadable", `it has ${zip.entryCount} entries`);
  }
  const checked: Checked[] = [];
  const paths = new EntryPaths();
  let declaredBytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const { fileName, externalFileAttributes, uncompressedSize } = entry;
      const encrypted = entry.isEncrypted();
      const head = { fileName, externalFileAttributes, uncompressedSize, encrypted };
      checked.push({ entry, ...paths.add(head) });
      declaredBytes += uncompressedSize;
      if (declaredBytes >= ZIP_LIMITS.unzippedBytes)
        throw tooLarge("according to its central directory");
    }
  } catch (error) {
    throw toRejection(error);
  }
  rejectOverlaps(checked);
  return checked;
}

/** Overlapping entries let a small zip unpack to any size: https://www.bamsoftware.com/hacks/zipbomb/. */
function rejectOverlaps(checked: readonly Checked[]): void {
  const ordered = checked
    .map(({ entry }) => entry)
    .sort((one, other) => one.relativeOffsetOfLocalHeader - other.relativeOffsetOfLocalHeader);
  let end = 0;
  for (const { relativeOffsetOfLocalHeader: begin, compressedSize, fileNameLength } of ordered) {
    if (begin < end) throw new ZipRejectedError("unreadable", "its entries overlap");
    end = begin + LOCAL_HEADER_BYTES + fileNameLength + compressedSize;
  }
}

async function unpackEntry(
  zip: ZipFile,
  entry: Entry,
  path: string,
  budget: { bytes: number },
): Promise<void> {
  let checksum = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
      checksum = crc32(chunk, checksum);
      budget.bytes -= chunk.length;
      if (budget.bytes > 0) done(null, chunk);
      else done(tooLarge("according to its content"));
    },
  });
  // Executable files stay executable for the owner; others have no access.
  const executable = ((entry.externalFileAttributes >>> 16) & 0o100) !== 0;
  const target = createWriteStream(path, { flags: "wx", mode: executable ? 0o700 : 0o600 });
  try {
    await pipeline(await zip.openReadStreamPromise(entry), measure, target);
  } catch (error) {
    throw toRejection(error);
  }
  if (checksum !== entry.crc32) {
    throw new ZipRejectedError("unreadable", `wrong checksum of ${JSON.stringify(entry.fileName)}`);
  }
}

function tooLarge(detail: string): ZipRejectedError {
  return new ZipRejectedError("unzippedSize", detail);
}

/** Errors of yauzl and zlib concern the zip; errors of the file system do not. */
function toRejection(error: unknown): unknown {
  if (error instanceof ZipRejectedError) return error;
  const isSystem = error instanceof Error && "syscall" in error;
  return isSystem ? error : new ZipRejectedError("unreadable", String(error));
}
