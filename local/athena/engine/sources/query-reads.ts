import { formatS3Location, parseS3Location } from "../../../glue/catalog/s3-location";
import { entryKey } from "../../translation/catalog-entry";
import type { CatalogTable } from "../catalog-table";
import type { EngineContext } from "../engine-context";
import type { TablePartition } from "../partitions/table-partition";
import type { DataObject } from "./objects/data-object";
import type { LinkedFolder } from "./objects/linked-folders";

/** Reads the partitions and objects of the tables of one query, each once, however often the query names a table. */
export class QueryReads {
  private readonly partitionLists = new Map<string, Promise<readonly TablePartition[]>>();
  private readonly listed = new Map<string, readonly DataObject[]>();
  private readonly copies = new Map<DataObject, string | Promise<string>>();
  private readonly acquired: DataObject[] = [];
  private readonly folders: LinkedFolder[] = [];

  constructor(
    private readonly context: Pick<EngineContext, "cache" | "clients" | "reader" | "signal">,
  ) {}

  /** The registered partitions of a table. */
  partitions(table: CatalogTable): Promise<readonly TablePartition[]> {
    const key = entryKey(table.database, table.name);
    const known = this.partitionLists.get(key) ?? this.context.reader.partitions(table);
    this.partitionLists.set(key, known);
    return known;
  }

  /** The objects of each location. */
  async objects(locations: readonly string[]): Promise<(readonly DataObject[])[]> {
    const unknown = [...new Set(locations)].filter((location) => !this.listed.has(location));
    if (unknown.length > 0) {
      const found = await this.context.reader.objects(unknown, this.context.signal);
      for (const [index, location] of unknown.entries()) {
        this.listed.set(location, found[index] ?? []);
      }
    }
    return locations.map((location) => this.listed.get(location) ?? []);
  }

  /** The content of an object. */
  file(uri: string): Promise<Buffer> {
    return this.context.reader.file(uri);
  }

  /** The objects of URIs, which are in as few folders as they may be; undefined for those that do not exist. */
  async objectsAt(uris: readonly string[]): Promise<(DataObject | undefined)[]> {
    const folders = [...new Set(uris.map((uri) => uri.slice(0, uri.lastIndexOf("/") + 1)))];
    const found = new Map(
      (await this.objects(folders)).flat().map((object) => [uriOf(object), object]),
    );
    return uris.map((uri) => found.get(formatS3Location(parseS3Location(uri))));
  }

  /** The path of an object's local copy, which is kept until {@link release}. */
  copy(object: DataObject): string | Promise<string> {
    const known = this.copies.get(object) ?? this.stored(object) ?? this.acquire(object);
    this.copies.set(object, known);
    return known;
  }

  /** A folder of links to all of the objects, which is kept until {@link release}; undefined if each is copied. */
  folder(objects: readonly DataObject[]): LinkedFolder | undefined {
    const folder = this.context.cache.folders.acquire(objects);
    if (folder !== undefined) this.folders.push(folder);
    return folder;
  }

  /** Releases the copies and the folders. */
  async release(): Promise<void> {
    await this.context.cache.release(this.acquired);
    await this.context.cache.folders.release(this.folders);
  }

  private stored(object: DataObject): string | undefined {
    const path = this.context.cache.acquireStored(object);
    if (path !== undefined) this.acquired.push(object);
    return path;
  }

  private async acquire(object: DataObject): Promise<string> {
    const path = await this.context.cache.acquire(this.context.clients.s3, object);
    this.acquired.push(object);
    return path;
  }
}

function uriOf({ bucket, key }: DataObject): string {
  return formatS3Location({ bucket, prefix: key });
}
