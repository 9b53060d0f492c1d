const VERSION = /^v?(\d+)\.(\d+)(?:\.(\d+))?/;
const PRE_RELEASE = /^v?\d+(?:\.\d+)*(?:-|\.?(?:a|b|rc|dev)\d)/;

/**
 * Whether a version is a release and not older than another; a pre-release of the minimum is older than it.
 *
 * @param version for example `1.11.4`, `5.2.1`, `1.12.0-rc1` or Python's `5.2.0.dev0`; anything else is not new enough
 */
export function isAtLeast(version: string, minimum: string): boolean {
  const order = compareVersions(version, minimum);
  if (order === undefined) return false;
  return order > 0 || (order === 0 && !PRE_RELEASE.test(version));
}

/** Negative, zero or positive as `left` is older, the same or newer; pre-release parts don't count; `undefined` if one is no version. */
export function compareVersions(left: string, right: string): number | undefined {
  const [leftParts, rightParts] = [numbers(left), numbers(right)];
  if (leftParts === undefined || rightParts === undefined) return undefined;
  for (const [index, part] of leftParts.entries()) {
    const difference = part - (rightParts[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether a version is released, at least `minimum` and below `upperBound`. */
export function isWithin(version: string, minimum: string, upperBound: string): boolean {
  const order = compareVersions(version, upperBound);
  return (
    order !== undefined && order < 0 && !PRE_RELEASE.test(version) && isAtLeast(version, minimum)
  );
}

function numbers(version: string): readonly number[] | undefined {
  const match = VERSION.exec(version.trim());
  if (match === null) return undefined;
  return [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
}
