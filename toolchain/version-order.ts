const VERSION = /^v?(\d+)\.(\d+)(?:\.(\d+))?/;
const PRE_RELEASE = /^v?\d+(?:\.\d+)*(?:-|\.?(?:a|b|rc|dev)\d)/;

/**
 * Whether a version is a release and at least the minimum; a pre-release of the minimum is older.
 *
 * @param version for example `1.11.4`, `5.2.1`, `1.12.0-rc1` or Python's `5.2.0.dev0`; false for anything else
 */
export function isAtLeast(version: string, minimum: string): boolean {
  const order = compareVersions(version, minimum);
  if (order === undefined) return false;
  return order > 0 || (order === 0 && !PRE_RELEASE.test(version));
}

/**
 * Negative, zero or positive if `left` is older, equal or newer, ignoring pre-release parts; `undefined` if one is not
 * a version.
 */
export function compareVersions(left: string, right: string): number | undefined {
  const [leftParts, rightParts] = [numbers(left), numbers(right)];
  if (leftParts === undefined || rightParts === undefined) return undefined;
  for (const [index, part] of leftParts.entries()) {
    const difference = part - (rightParts[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Versions from one to below another. */
export interface VersionRange {
  readonly minimum: string;
  readonly upperBound: string;
}

/** Whether a version is a release, at least `minimum` and below `upperBound`. */
export function isInVersionRange(version: string, { minimum, upperBound }: VersionRange): boolean {
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
