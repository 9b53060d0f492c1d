import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Functions of `fs` whose first argument is a path, by the names of their callback forms. */
const ONE_PATH = [
  ...["access", "appendFile", "chmod", "chown", "createReadStream", "createWriteStream", "exists"],
  ...[
    "lchown",
    "lstat",
    "lutimes",
    "mkdir",
    "mkdtemp",
    "open",
    "openAsBlob",
    "opendir",
    "readFile",
  ],
  ...["readdir", "readlink", "realpath", "rm", "rmdir", "stat", "statfs", "truncate", "unlink"],
  ...["unwatchFile", "utimes", "watch", "watchFile", "writeFile"],
];
/** Functions whose first two arguments are paths. */
const TWO_PATHS = ["copyFile", "cp", "link", "rename", "symlink"];

type AnyFunction = (...parameters: unknown[]) => unknown;

/**
 * Redirects `/tmp` to the instance's own folder, as each instance has its own in Lambda.
 *
 * @param own folders that are not redirected, although they may be in the machine's `/tmp`
 */
export function mapTmpFolder(tmpFolder: string, own: readonly string[]): void {
  const map = (path: unknown): unknown => {
    const text = toText(path);
    if (text === undefined) return path;
    const absolute = resolve(text);
    if (!isWithin("/tmp", absolute)) return path;
    if ([tmpFolder, ...own].some((folder) => isWithin(folder, absolute))) return path;
    // Not joined, because `mkdtemp` needs the trailing character of its prefix.
    return tmpFolder + text.replace(/^\/+tmp/, "");
  };
  // Both modules contain functions.
  for (const module of [fs, fs.promises] as unknown as Record<string, unknown>[]) {
    for (const [names, paths] of [
      [ONE_PATH, 1],
      [TWO_PATHS, 2],
    ] as const) {
      for (const name of names.flatMap((each) => [each, `${each}Sync`])) {
        const original = module[name];
        if (typeof original !== "function") continue;
        // A proxy keeps the properties that `util.promisify` and others use.
        module[name] = new Proxy(original as AnyFunction, {
          apply: (target, self, parameters: unknown[]): unknown =>
            Reflect.apply(target, self, [
              ...parameters.slice(0, paths).map(map),
              ...parameters.slice(paths),
            ]),
        });
      }
    }
  }
  syncBuiltinESMExports();
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith("../");
}

function toText(path: unknown): string | undefined {
  try {
    if (path instanceof URL) return fileURLToPath(path);
  } catch {
    return undefined;
  }
  const text = Buffer.isBuffer(path) ? path.toString() : path;
  return typeof text === "string" && text.startsWith("/") ? text : undefined;
}
