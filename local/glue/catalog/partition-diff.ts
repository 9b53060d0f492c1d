/** A partition's values and where its objects lie. */
export interface PartitionLocation {
  readonly values: readonly string[];
  readonly location: string;
}

/** What a crawl has to change in the catalog. */
export interface PartitionDiff<Registered extends PartitionLocation> {
  /** Folders that the catalog doesn't know. */
  readonly added: readonly PartitionLocation[];
  /** Registered partitions below the table whose folder is gone. */
  readonly missing: readonly Registered[];
}

/**
 * Compares the folders found with the partitions registered. A registered partition that lies outside the table's
 * location was put there by hand and is nobody's business here.
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
