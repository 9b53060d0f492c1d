import { ZIP_LIMITS, ZipRejectedError } from "./zip-limits";

type Kind = "file" | "folder";

/** An entry in a zip's central directory. */
export interface EntryHead {
  readonly fileName: string;
  /** The host system in the upper byte is not trusted: any may have Unix modes. */
  readonly externalFileAttributes: number;
  readonly uncompressedSize: number;
  readonly encrypted: boolean;
}

/** File types in the upper half of the external attributes, as in `st_mode`. */
const TYPE_MASK = 0o170_000;
const FOLDER_TYPE = 0o040_000;
const FILE_TYPE = 0o100_000;
const TYPE_NAMES: Readonly<Record<number, string>> = {
  0o120_000: "a symbolic link",
  0o020_000: "a character device",
  0o060_000: "a block device",
  0o010_000: "a named pipe",
  0o140_000: "a socket",
};

/**
 * Validates the paths of a zip. Rejects a path that leaves the folder, that some file systems interpret differently, or
 * that conflicts with an earlier one, so that only folders and regular files are unpacked, with the same result on
 * every system.
 */
export class EntryPaths {
  /** By the normalized path of a file system that ignores case and Unicode composition. */
  private readonly kinds = new Map<string, { readonly path: string; readonly kind: Kind }>();

  /**
   * Validates an entry and records its path.
   *
   * @returns the names of its path
   * @throws ZipRejectedError
   */
  add(entry: EntryHead): { readonly names: readonly string[]; readonly kind: Kind } {
    const kind = kindOf(entry);
    const names = namesOf(entry.fileName);
    for (let depth = 1; depth < names.length; depth++) this.claim(names.slice(0, depth), "folder");
    this.claim(names, kind);
    return { names, kind };
  }

  private claim(names: readonly string[], kind: Kind): void {
    const path = names.join("/");
    const key = path.normalize("NFC").toLowerCase().toUpperCase().normalize("NFC");
    const known = this.kinds.get(key);
    if (known === undefined) {
      if (this.kinds.size === ZIP_LIMITS.entries) {
        throw rejected(`more than ${ZIP_LIMITS.entries} files and folders`);
      }
      this.kinds.set(key, { path, kind });
    } else if (known.path !== path || known.kind !== kind || kind === "file") {
      throw rejected(
        `${quote(path)} (${kind}) conflicts with ${quote(known.path)} (${known.kind})`,
      );
    }
  }
}

function kindOf(entry: EntryHead): Kind {
  const { fileName, externalFileAttributes, uncompressedSize, encrypted } = entry;
  if (encrypted) throw rejected(`${quote(fileName)} is encrypted`);
  const kind = fileName.endsWith("/") ? "folder" : "file";
  const type = (externalFileAttributes >>> 16) & TYPE_MASK;
  if (type !== 0 && type !== (kind === "folder" ? FOLDER_TYPE : FILE_TYPE)) {
    throw rejected(
      `${quote(fileName)} is ${TYPE_NAMES[type] ?? `of file type ${type.toString(8)}`}`,
    );
  }
  if (kind === "folder" && uncompressedSize > 0) {
    throw rejected(`${quote(fileName)} is a folder with content`);
  }
  return kind;
}

function namesOf(fileName: string): string[] {
  const path = fileName.replace(/\/$/, "");
  const reason = problemOf(path);
  if (reason !== undefined) throw rejected(`${quote(fileName)} ${reason}`);
  return path.split("/");
}

function problemOf(path: string): string | undefined {
  const names = path.split("/");
  if (path.startsWith("/") || /^[a-z]:/i.test(path)) return "is an absolute path";
  if (path.includes("\\")) return "contains a backslash";
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  if (/[\u0000-\u001f\u007f-\u009f]/.test(path)) return "contains a control character";
  if (names.includes("") || names.includes(".") || names.includes("..")) {
    return 'contains an empty name, "." or ".."';
  }
  if (Buffer.byteLength(path) > ZIP_LIMITS.pathBytes) {
    return `is longer than ${ZIP_LIMITS.pathBytes} bytes`;
  }
  if (names.some((name) => Buffer.byteLength(name) > ZIP_LIMITS.nameBytes)) {
    return `contains a name longer than ${ZIP_LIMITS.nameBytes} bytes`;
  }
  return undefined;
}

function rejected(detail: string): ZipRejectedError {
  return new ZipRejectedError("unreadable", detail);
}

/** Names are untrusted: control characters and long names are not logged. */
function quote(name: string): string {
  return JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}…` : name);
}
