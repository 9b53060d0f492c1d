/** What a Node.js process may access. */
export interface Permissions {
  /** Files, and folders with all their content. */
  readonly read: readonly string[];
  readonly write: readonly string[];
}

/** The flag that enables the permission model of this Node.js; undefined if it has none. */
const PERMISSION_FLAG = ["--permission", "--experimental-permission"].find((flag) =>
  process.allowedNodeEnvironmentFlags.has(flag),
);

/**
 * Arguments of `node` that deny a process all other files, child processes, worker threads, native addons, WASI and the
 * inspector. Empty if Node.js has no permission model.
 *
 * @see https://nodejs.org/docs/latest/api/permissions.html
 */
export function permissionFlags({ read, write }: Permissions): string[] {
  if (PERMISSION_FLAG === undefined) return [];
  const { allowedNodeEnvironmentFlags: known } = process;
  return [
    PERMISSION_FLAG,
    ...[...read, ...write].map((path) => `--allow-fs-read=${path}`),
    ...write.map((path) => `--allow-fs-write=${path}`),
    // Node.js 25 also restricts the network, which functions need.
    ...(known.has("--allow-net") ? ["--allow-net"] : []),
    // SQLite ignores the permission model.
    ...(known.has("--experimental-sqlite") ? ["--no-experimental-sqlite"] : []),
  ];
}
