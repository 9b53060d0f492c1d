import { isUtf8 } from "node:buffer";
import { stat } from "node:fs/promises";
import { readAll } from "../../input/read-all";
import { unreadable } from "../../input/unreadable";
import { UserError } from "../../../errors/user-error";
import { decompress } from "./decompress";
import { isParquet } from "./parquet-events";

/** Formats that a file's first bytes show, by extension. */
const FORMATS: Readonly<Record<string, string>> = { gz: "gzip", zst: "zstd", parquet: "Parquet" };

/** Name of a file of events in messages. */
export function displayName(file: string): string {
  return file === "-" ? "standard input" : file;
}

/**
 * The content of a file, or of standard input for `-`, without its compression.
 *
 * @throws UserError if it can't be read, or is neither text nor in the format of its extension
 */
export async function readContent(file: string): Promise<Buffer> {
  const bytes = await readOnce(file).catch((error: unknown) => {
    throw new UserError(
      unreadable(file, error),
      "Give the path of a JSON, CSV or Parquet file, or - for standard input.",
    );
  });
  const content = decompress(bytes, displayName(file));
  if (content === bytes && !isParquet(bytes)) rejectMisnamed(file, bytes);
  return content;
}

/** What standard input, pipes and terminals had, which can be read once. */
const consumed = new Map<string, Promise<Buffer>>();

async function readOnce(file: string): Promise<Buffer> {
  const known = consumed.get(file);
  if (known !== undefined) return known;
  if (file !== "-" && (await stat(file)).isFile()) return readAll(file);
  const content = readAll(file);
  consumed.set(file, content);
  return content;
}

/** @throws UserError for bytes that are neither text nor what the file's extension says */
function rejectMisnamed(file: string, bytes: Buffer): void {
  const [, extension = ""] = /\.(gz|zst|parquet)$/i.exec(file) ?? [];
  const format = FORMATS[extension.toLowerCase()];
  if (format === undefined || isUtf8(bytes)) return;
  throw new UserError(
    `${file} is not ${format}, as its name says, and no text in UTF-8 either.`,
    "Nothing was done. The file is damaged or incomplete: get it again.",
  );
}
