/** What a Node.js process may touch. */
export interface Permissions {
  /** Files, and folders with all that they hold. */
  readonly read: readonly string[];
  readonly write: readonly string[];
}

/** The switch under which this Node.js has its permission model; undefined where it has none. */
const PERMISSION_FLAG = ["--permission", "--experimental-permission"].find((flag) =>
  process.allowedNodeEnvironmentFlags.has(flag),
);

/** Whether this Node.js can restrict what a process touches. */
export const hasPermissionModel = PERMISSION_FLAG !== undefined;

/**
 * Arguments of `node` that deny a process every file but these, child processes, worker threads, native addons, WASI
 * and the inspector. Empty where Node.js has no permission model.
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
    // Node.js 25 restricts the network as well, which a function needs.
    ...(known.has("--allow-net") ? ["--allow-net"] : []),
    // SQLite opens files past the permission model.
    ...(known.has("--experimental-sqlite") ? ["--no-experimental-sqlite"] : []),
  ];
}
