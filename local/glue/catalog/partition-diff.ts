/** Values and location of a partition. */
export interface PartitionLocation {
  readonly values: readonly string[];
  readonly location: string;
}

/** The changes that a crawl makes to the catalog. */
export interface PartitionDiff<Registered extends PartitionLocation> {
  /** Folders that are not registered. */
  readonly added: readonly PartitionLocation[];
  /** Registered partitions of the table whose folder no longer exists. */
  readonly missing: readonly Registered[];
}

/**
 * Compares the folders found with the registered partitions. Partitions outside the table's location were added
 * manually and are ignored.
 */
export function diffPartitions<Registered extends PartitionLocation>(
  tableLocation: string,
  found: readonly PartitionLocation[],
  registered: readonly Registered[],
): PartitionDiff<Registered> {
  const known = new Set(registered.map(({ values }) => identity(values)));
  const present = new Set(found.map(({ values }) => identity(values)));
  const presentLocations = new Set(found.map(({ location }) => folder(location)));
  const root = folder(tableLocation);
  return {
    added: found.filter(({ values }) => !known.has(identity(values))),
    missing: registered.filter(
      ({ values, location }) =>
        folder(location).startsWith(root) &&
        !present.has(identity(values)) &&
        !presentLocations.has(folder(location)),
    ),
  };
}

function identity(values: readonly string[]): string {
  return JSON.stringify(values);
}

function folder(location: string): string {
  return location.endsWith("/") ? location : `${location}/`;
}
