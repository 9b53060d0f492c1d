import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { isRecord } from "../../../errors/is-record";
import { allowedEnvironment, isolatedAwsSettings } from "../../processes/allowed-environment";

const PROGRAM = path.join(__dirname, "iceberg_worker.py");
const STOP_TIMEOUT_MS = 10_000;

/** What a request is about, and as whom it is made. */
export interface CommitTarget {
  readonly endpointUrl: string;
  readonly region: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string | undefined;
  };
  readonly table: { readonly databaseName: string; readonly tableName: string };
}

/** Last record of each shard, by its id. */
export type CommittedPositions = Readonly<Record<string, string>>;

/** A file of a delivery stream that is to be a snapshot. */
export interface AppendRequest extends CommitTarget {
  /** Distinguishes the delivery stream from all others, also earlier ones of the same name. */
  readonly deliveryStream: string;
  readonly positions: CommittedPositions;
  /** URI of the Parquet file, which is in its place already. */
  readonly file: string;
  /** Id of the schema that the file was written for. */
  readonly schemaId: number;
}

/** `present`: an earlier attempt has committed it; `schema-changed`: the file has to be written again. */
export type AppendOutcome = "committed" | "present" | "schema-changed";

/** Which snapshots of a table expire. */
export interface ExpireRequest extends CommitTarget {
  /** Age from which they do. */
  readonly days: number;
  /** How many of the latest states stay whatever their age. */
  readonly retain: number;
  /** Whether files that only they have are deleted. */
  readonly clean: boolean;
}

/** What expired, and the files that were deleted. */
export interface ExpiredSnapshots {
  readonly expired: number;
  readonly dataFiles: number;
  readonly manifests: number;
  readonly manifestLists: number;
}

/** Which files of a table are orphans. */
export interface OrphanRequest extends CommitTarget {
  /** Age from which they are deleted; a commit in progress has newer ones. */
  readonly days: number;
  /** Folder to look in. @default - the table's location */
  readonly location?: string;
}

/** An error of pyiceberg, or of the service that it called, with its name. */
export class CommitError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** Gets what the process reports. */
export interface ErrorLog {
  error(part: string, message: string): void;
}

type Fields = Readonly<Record<string, unknown>>;

interface Waiting {
  readonly resolve: (result: Fields) => void;
  readonly reject: (error: Error) => void;
}

/** Commits to Iceberg tables by pyiceberg in a Python process, which starts with the first request. */
export class CommitWorker {
  private child: Promise<ChildProcess> | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private requests = 0;

  /** @param python interpreter that can import pyiceberg; rejects if there is none */
  constructor(
    private readonly python: () => Promise<string>,
    private readonly log: ErrorLog,
  ) {}

  /** The positions that a delivery stream has delivered to a table; empty if it has delivered nothing. */
  async positions(
    target: CommitTarget & Pick<AppendRequest, "deliveryStream">,
  ): Promise<CommittedPositions> {
    const { positions } = await this.request("positions", target);
    // The worker's own form.
    return positions as CommittedPositions;
  }

  /** Commits a file. @throws CommitError such as CommitFailedException, after which it can be tried again */
  async append(request: AppendRequest): Promise<AppendOutcome> {
    const { outcome } = await this.request("append", request);
    // The worker's own form.
    return outcome as AppendOutcome;
  }

  /** Expires snapshots, and says what was deleted with them. @throws CommitError */
  async expire(request: ExpireRequest): Promise<ExpiredSnapshots> {
    // The worker's own form.
    return (await this.request("expire", request)) as unknown as ExpiredSnapshots;
  }

  /** Deletes files that nothing of the table refers to, and says how many. @throws CommitError */
  async removeOrphans(request: OrphanRequest): Promise<{ readonly orphans: number }> {
    const { orphans } = await this.request("remove-orphans", request);
    return { orphans: Number(orphans) };
  }

  /** Ends the process; a commit in progress may have happened or not. */
  async stop(): Promise<void> {
    const child = await this.child?.catch(() => undefined);
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.stdin?.end();
    const late = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
    await exited;
    clearTimeout(late);
  }

  private async request(operation: string, input: object): Promise<Fields> {
    this.child ??= this.start();
    const child = await this.child.catch((error: unknown) => {
      // What was missing may be there next time.
      this.child = undefined;
      throw error;
    });
    const id = (this.requests += 1);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      child.stdin?.write(`${JSON.stringify({ ...input, id, operation })}\n`);
    });
  }

  private async start(): Promise<ChildProcess> {
    // `-E`: without the user's PYTHONPATH.
    const child = spawn(await this.python(), ["-E", PROGRAM], {
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...allowedEnvironment(), ...isolatedAwsSettings, PYTHONDONTWRITEBYTECODE: "1" },
    });
    let lastLine = "it printed nothing";
    createInterface(child.stderr).on("line", (line) => {
      if (line.trim() === "") return;
      lastLine = line.trim();
      this.log.error("iceberg", line);
    });
    child.stdin.on("error", () => undefined);
    const ended = (how: string) => {
      this.child = undefined;
      const error = new CommitError("WorkerEnded", `The process that commits ${how}: ${lastLine}`);
      for (const { reject } of this.waiting.values()) reject(error);
      this.waiting.clear();
    };
    child.once("error", (error) => ended(`did not start (${error.message})`));
    child.once("exit", (code, signal) => ended(`ended with ${signal ?? `exit code ${code}`}`));
    createInterface(child.stdout).on("line", (line) => this.answered(line));
    return child;
  }

  private answered(line: string): void {
    const answer: unknown = JSON.parse(line);
    if (!isRecord(answer) || typeof answer["id"] !== "number") return;
    const waiting = this.waiting.get(answer["id"]);
    this.waiting.delete(answer["id"]);
    const { result, error } = answer;
    if (isRecord(error)) {
      waiting?.reject(new CommitError(String(error["name"]), String(error["message"])));
    } else waiting?.resolve(isRecord(result) ? result : {});
  }
}
