import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { isRecord } from "../../../errors/is-record";
import { STATE_FILE, Stream } from "./stream";
import { STATE_VERSION } from "./stream-state";
import type { StreamState } from "./stream-state";

/** Options of {@link StreamStore}. */
export interface StreamStoreProps {
  /** Folder of all streams; created with the first. */
  readonly folder: string;
  readonly accountId: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const DELETED = "deleted-";

/** All streams, one folder each. */
export class StreamStore {
  private readonly streams = new Map<string, Stream>();

  private constructor(private readonly props: StreamStoreProps) {}

  /**
   * Opens the streams that were stored before.
   *
   * @throws Error if one was stored by a version that this one can't read; nothing is changed then
   */
  static open(props: StreamStoreProps): StreamStore {
    const store = new StreamStore(props);
    const names = existsSync(props.folder) ? readdirSync(props.folder) : [];
    for (const name of names) {
      const folder = join(props.folder, name);
      // A folder without a state is of a stream whose creation was never answered.
      if (name.startsWith(DELETED)) rmSync(folder, { recursive: true, force: true });
      else if (existsSync(join(folder, STATE_FILE))) {
        const stream = new Stream(readState(folder), folder, props.accountId);
        store.streams.set(keyOf(stream.state), stream);
      }
    }
    return store;
  }

  find(region: string, name: string): Stream | undefined {
    const stream = this.streams.get(keyOf({ region, name }));
    if (stream?.isDeleted(this.props.now()) !== true) return stream;
    this.remove(stream);
    return undefined;
  }

  /** The streams of a region by name. */
  list(region: string): Stream[] {
    return [...this.streams.values()]
      .filter(({ state }) => state.region === region && this.find(region, state.name) !== undefined)
      .sort((left, right) => (left.state.name < right.state.name ? -1 : 1));
  }

  /** The streams of all regions. */
  get all(): readonly Stream[] {
    return [...this.streams.values()];
  }

  create(state: StreamState): Stream {
    // Not the name: two names may differ in case only, and a file system may not distinguish them.
    const folder = join(this.props.folder, `${state.createdAt}-${randomBytes(4).toString("hex")}`);
    mkdirSync(folder, { recursive: true });
    const stream = new Stream(state, folder, this.props.accountId);
    stream.update(state);
    this.streams.set(keyOf(state), stream);
    return stream;
  }

  /** Removes a stream with its records. */
  remove(stream: Stream): void {
    this.streams.delete(keyOf(stream.state));
    stream.close();
    // After the rename it is gone, also if the process is killed.
    const deleted = join(this.props.folder, `${DELETED}${randomBytes(8).toString("hex")}`);
    renameSync(stream.folder, deleted);
    rmSync(deleted, { recursive: true, force: true });
  }

  close(): void {
    for (const stream of this.streams.values()) stream.close();
  }
}

function keyOf({ region, name }: Pick<StreamState, "region" | "name">): string {
  return `${region} ${name}`;
}

function readState(folder: string): StreamState {
  const file = join(folder, STATE_FILE);
  const state: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!isRecord(state) || state["version"] !== STATE_VERSION) {
    throw new Error(`${file} is not of version ${STATE_VERSION}, which this version reads.`);
  }
  // Only Stream writes the file, by renaming it.
  return state as unknown as StreamState;
}
