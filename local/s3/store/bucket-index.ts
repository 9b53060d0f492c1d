import type { ObjectVersion } from "./object-version";
import { SortedKeys } from "./sorted-keys";

/** All versions of the objects of a bucket, in memory. */
export class BucketIndex {
  /** Keys that have a version. */
  readonly keys = new SortedKeys();
  /** Newest first. */
  private readonly versions = new Map<string, readonly ObjectVersion[]>();
  private count = 0;

  /** Whether it has no version of any object. */
  get isEmpty(): boolean {
    return this.versions.size === 0;
  }

  /** How many versions it has of all objects. */
  get size(): number {
    return this.count;
  }

  /** The versions of an object, newest first. */
  versionsOf(key: string): readonly ObjectVersion[] {
    return this.versions.get(key) ?? [];
  }

  /** The newest version; undefined if the object never existed. */
  latest(key: string): ObjectVersion | undefined {
    return this.versions.get(key)?.[0];
  }

  /** A version by its id. */
  version(key: string, versionId: string): ObjectVersion | undefined {
    return this.versionsOf(key).find((each) => each.versionId === versionId);
  }

  /**
   * Adds a version as the newest one.
   *
   * @returns the version of the same id that it replaces
   */
  put(version: ObjectVersion): ObjectVersion | undefined {
    const { key, versionId } = version;
    const before = this.versionsOf(key);
    if (before.length === 0) this.keys.add(key);
    const replaced = before.find((each) => each.versionId === versionId);
    if (replaced === undefined) this.count += 1;
    this.versions.set(key, [version, ...before.filter((each) => each !== replaced)]);
    return replaced;
  }

  /** Changes a version and keeps its place. */
  change(key: string, versionId: string, changed: (version: ObjectVersion) => ObjectVersion): void {
    this.versions.set(
      key,
      this.versionsOf(key).map((each) => (each.versionId === versionId ? changed(each) : each)),
    );
  }

  /** @returns the version that was removed */
  remove(key: string, versionId: string): ObjectVersion | undefined {
    const before = this.versionsOf(key);
    const removed = before.find((each) => each.versionId === versionId);
    if (removed === undefined) return undefined;
    this.count -= 1;
    if (before.length === 1) {
      this.versions.delete(key);
      this.keys.delete(key);
    } else {
      this.versions.set(
        key,
        before.filter((each) => each !== removed),
      );
    }
    return removed;
  }

  /** All versions, each key's oldest first, as a log would have added them. */
  *all(): Generator<ObjectVersion> {
    for (const versions of this.versions.values()) yield* [...versions].reverse();
  }
}
