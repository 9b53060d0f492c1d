/**
 * Parses a JSON path of the steps `.name`, `["name"]`, `[name]` and `[0]`.
 *
 * @returns keys and array indexes; undefined for an invalid or unsupported path
 */
export function parseJsonPath(path: string): (string | number)[] | undefined {
  const steps: (string | number)[] = [];
  const step = /\.([\p{L}\p{N}_:]+)|\["((?:[^"\\]|\\.)*)"\]|\[([\p{L}\p{N}_]+)\]/uy;
  let offset = path.startsWith("$") ? 1 : -1;
  while (offset >= 0 && offset < path.length) {
    step.lastIndex = offset;
    const match = step.exec(path);
    if (match === null) return undefined;
    const [, plain, quoted, bare = ""] = match;
    const name = plain ?? quoted?.replace(/\\(.)/g, "$1");
    steps.push(name ?? (/^\d+$/.test(bare) ? Number(bare) : bare));
    offset = step.lastIndex;
  }
  return offset < 0 ? undefined : steps;
}
