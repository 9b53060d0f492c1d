/**
 * Reads the JSON paths that are understood here: `$.name`, `$['name']`, `$["name"]` and `$[0]`, any number of times.
 *
 * @returns keys and places in order; undefined for a path of another form
 */
export function parseJsonPath(path: string): (string | number)[] | undefined {
  const steps: (string | number)[] = [];
  const step = /\.([\p{L}\p{N}_:-]+)|\["((?:[^"\\]|\\.)*)"\]|\['((?:[^'\\]|\\.)*)'\]|\[(\d+)\]/uy;
  let offset = path.startsWith("$") ? 1 : -1;
  while (offset >= 0 && offset < path.length) {
    step.lastIndex = offset;
    const match = step.exec(path);
    if (match === null) return undefined;
    const [, plain, double, single, place] = match;
    const name = plain ?? double?.replace(/\\(.)/g, "$1") ?? single?.replace(/\\(.)/g, "$1");
    steps.push(name ?? Number(place));
    offset = step.lastIndex;
  }
  return offset < 0 ? undefined : steps;
}
