import { PreconditionFailedError } from "../../../../cli/replay/ledger/object-store";
import type { ObjectTag } from "../../../../model/environment/ledger-retention";
import type {
  ObjectStore,
  ObjectVersion,
  WriteOptions,
} from "../../../../cli/replay/ledger/object-store";

/** A bucket in memory; each write takes a millisecond of its clock. */
export class MemoryStore implements ObjectStore {
  readonly objects = new Map<string, { content: Buffer; lastModified: Date; etag: string }>();
  readonly tags = new Map<string, ObjectTag>();
  /** Prefix and start of each listing. */
  readonly listings: { prefix: string; after?: string }[] = [];
  /** Called before each write; what it throws, the write fails with. */
  beforeWrite: (key: string) => void = () => undefined;
  /** Called after each write; what it throws is an answer that was lost. */
  afterWrite: (key: string) => void = () => undefined;
  /** Called before each look; what it throws, the look fails with. */
  beforeLook: (key: string) => void = () => undefined;
  private writes = 0;

  constructor(private readonly beganAt = new Date("2026-11-25T12:00:00Z")) {}

  get now(): Date {
    return new Date(this.beganAt.getTime() + this.writes);
  }

  async *list(prefix: string, after?: string) {
    this.listings.push({ prefix, ...(after === undefined ? {} : { after }) });
    const keys = [...this.objects.keys()].filter(
      (key) => key.startsWith(prefix) && key > (after ?? ""),
    );
    for (const key of keys.sort()) {
      const { lastModified } = this.objects.get(key) ?? { lastModified: this.now };
      yield await Promise.resolve({ key, lastModified });
    }
  }

  folders(prefix: string): Promise<readonly string[]> {
    const below = [...this.objects.keys()].filter((key) => key.startsWith(prefix));
    const names = below.map((key) => key.slice(prefix.length).split("/"));
    return Promise.resolve([
      ...new Set(names.filter(({ length }) => length > 1).map(([name = ""]) => name)),
    ]);
  }

  read(key: string): Promise<Buffer> {
    const object = this.objects.get(key);
    return object === undefined
      ? Promise.reject(new Error(`no object ${key}`))
      : Promise.resolve(object.content);
  }

  async head(key: string): Promise<ObjectVersion | undefined> {
    await Promise.resolve();
    this.beforeLook(key);
    const object = this.objects.get(key);
    const { now } = this;
    return object && { etag: object.etag, lastModified: object.lastModified, now };
  }

  async write(
    key: string,
    content: string,
    { condition, tag }: WriteOptions = {},
  ): Promise<string> {
    await Promise.resolve();
    this.beforeWrite(key);
    const existing = this.objects.get(key);
    if (condition !== undefined) {
      const holds =
        "absent" in condition ? existing === undefined : existing?.etag === condition.etag;
      if (!holds) throw new PreconditionFailedError(key);
    }
    const etag = this.put(key, content);
    if (tag !== undefined) this.tags.set(key, tag);
    this.afterWrite(key);
    return etag;
  }

  /** Puts an object there as another would. */
  put(key: string, content: string | Buffer, lastModified?: Date): string {
    this.writes += 1;
    const etag = `"${this.writes}"`;
    this.objects.set(key, {
      content: Buffer.from(content),
      lastModified: lastModified ?? this.now,
      etag,
    });
    return etag;
  }

  /** Values of the JSON lines in the objects whose keys match, by their keys; headers of the ledger are left out. */
  lines(keys: RegExp): Record<string, unknown>[] {
    const found = [...this.objects.entries()].filter(([key]) => keys.test(key)).sort();
    return found.flatMap(([, { content }]) =>
      content
        .toString("utf8")
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .filter((line) => !("ledger" in line)),
    );
  }
}
