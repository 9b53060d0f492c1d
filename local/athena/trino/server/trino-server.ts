import type { ChildProcess } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { messageOf } from "../../../../errors/message-of";
import { TRINO_VERSION } from "../../../../toolchain/versions";
import type { Log } from "../../../emulator-context";
import { freePort } from "../../../processes/free-port";
import { HAS_PROC_STATUS, procMemory } from "../../../processes/process-memory";
import { QueryError } from "../../query-error";
import type { TrinoConnection } from "../trino-runner-props";
import { type CatalogDefinition, CATALOGS, catalogDefinitions } from "./catalog-properties";
import { createCatalogs } from "./create-catalogs";
import type { TrinoSettings, TrinoStatus } from "./engine-settings";
import { killJava, startJava } from "./java-process";
import { createServerSecret } from "./server-secret";
import { writeServerSettings } from "./server-settings";

/** Options of a server. */
export interface TrinoServerProps extends TrinoSettings {
  /** The embedded AWS that its catalogs are on. */
  readonly endpointUrl: string;
  /** Region of its catalogs. */
  readonly region: string;
  /** Folder for its settings and temporary files; emptied when it ends. */
  readonly folder: string;
  readonly log: Log;
}

/** For a machine that does much else meanwhile; 41 s were measured on such a one. */
const START_TIMEOUT_MS = 240_000;

const POLL_MS = 250;

/** The Trino server of an embedded AWS: one that it starts and stops, or that somebody else runs. */
export class TrinoServer {
  private process: ChildProcess | undefined;
  private ready: Promise<TrinoConnection> | undefined;
  private connection: TrinoConnection | undefined;
  private failure: string | undefined;
  private url: string | undefined;
  private readonly begun = Date.now();
  private readyAfterMs: number | undefined;
  private stopped = false;

  constructor(private readonly props: TrinoServerProps) {}

  /** Starts it, unless it is starting. Failures are for {@link connect}. */
  start(): void {
    if (this.ready !== undefined) return;
    this.ready = this.launch();
    this.ready.catch((error: unknown) => this.fail(messageOf(error)));
  }

  /**
   * Waits until it is ready.
   *
   * @throws QueryError for a region without catalogs, an Error with the reason if it did not start or has ended
   */
  async connect(region: string): Promise<TrinoConnection> {
    if (region !== this.props.region) {
      throw new QueryError(
        "NOT_SUPPORTED",
        `Queries in ${region} are not supported by the engine "trino" of the embedded AWS, which has the catalog of ${this.props.region} only. --sql-engine duckdb answers them`,
      );
    }
    this.start();
    const connection = await this.ready;
    if (this.failure !== undefined || connection === undefined) throw new Error(this.failure);
    return connection;
  }

  /** The connection if it is ready. */
  connected(region: string): TrinoConnection | undefined {
    return region === this.props.region && this.failure === undefined ? this.connection : undefined;
  }

  /** Its state, for `lake status`. */
  status(): TrinoStatus {
    const { source, memoryMiB, logFile } = this.props;
    const pid = this.process?.pid;
    const resident =
      pid === undefined || !HAS_PROC_STATUS ? undefined : procMemory(pid)?.residentBytes;
    return {
      engine: "trino",
      version: TRINO_VERSION,
      state:
        this.failure !== undefined
          ? "failed"
          : this.connection === undefined
            ? "starting"
            : "ready",
      ...(this.url === undefined ? {} : { url: this.url }),
      ...(this.readyAfterMs === undefined ? {} : { readyAfterSeconds: this.readyAfterMs / 1000 }),
      ...(this.failure === undefined ? {} : { reason: this.failure }),
      ...(source.type === "url" ? {} : { heapMiB: memoryMiB, logFile }),
      ...(pid === undefined || this.failure !== undefined ? {} : { pid }),
      ...(resident === undefined ? {} : { residentBytes: resident }),
    };
  }

  /** Ends it; one that somebody else runs goes on. */
  stop(): Promise<void> {
    this.stopped = true;
    this.failure ??= "The embedded AWS is stopping.";
    if (this.process !== undefined) killJava(this.process);
    rmSync(this.props.folder, { recursive: true, force: true, maxRetries: 3 });
    return Promise.resolve();
  }

  private async launch(): Promise<TrinoConnection> {
    const { source, endpointUrl, region, log } = this.props;
    const catalogs = catalogDefinitions(endpointUrl, region);
    let connection: TrinoConnection;
    if (source.type === "url") {
      this.url = source.url;
      const endpoint = { url: source.url, headers: { "X-Trino-User": "athena" } };
      await createCatalogs(endpoint, catalogs);
      connection = { endpoint, catalogs: CATALOGS };
    } else {
      connection = await this.launchOwn(source, catalogs);
    }
    if (this.failure !== undefined) throw new Error(this.failure);
    this.connection = connection;
    this.readyAfterMs = Date.now() - this.begun;
    log.info("trino", `Trino ${TRINO_VERSION} is ready after ${this.readyAfterMs / 1000} s`);
    return connection;
  }

  private async launchOwn(
    source: { readonly folder: string; readonly java: string },
    catalogs: readonly CatalogDefinition[],
  ): Promise<TrinoConnection> {
    const { props } = this;
    const { memoryMiB } = props;
    const port = await freePort();
    const settings = path.join(props.folder, "etc");
    const temporaryFolder = path.join(props.folder, "tmp");
    mkdirSync(temporaryFolder, { recursive: true });
    const secret = createServerSecret();
    const configFile = writeServerSettings({
      folder: settings,
      serverFolder: source.folder,
      port,
      memoryMiB,
      keyFile: secret.keyFile,
      catalogs,
    });
    if (this.stopped) throw new Error("The embedded AWS is stopping.");
    const child = startJava({
      ...{ java: source.java, serverFolder: source.folder, configFile, temporaryFolder },
      ...{ memoryMiB, logFile: props.logFile },
    });
    this.process = child;
    this.url = `http://127.0.0.1:${port}`;
    child.stdin?.on("error", () => undefined);
    child.once("error", (error) => this.fail(`Trino could not be started: ${error.message}`));
    child.once("exit", (code, signal) => this.exited(code, signal));
    const endpoint = { url: this.url, headers: secret.headers };
    await this.untilReady(endpoint.url);
    // It has read them; nobody else shall.
    rmSync(settings, { recursive: true, force: true });
    return { endpoint, catalogs: CATALOGS };
  }

  private async untilReady(url: string): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (Date.now() < deadline) {
      if (this.failure !== undefined) throw new Error(this.failure);
      if (await isReady(url)) return;
      await sleep(POLL_MS);
    }
    this.fail(
      `Trino did not start within ${START_TIMEOUT_MS / 1000} s; read ${this.props.logFile}`,
    );
    if (this.process !== undefined) killJava(this.process);
    throw new Error(this.failure);
  }

  private exited(code: number | null, signal: NodeJS.Signals | null): void {
    const how = signal === null ? `exited with ${code}` : `was killed by ${signal}`;
    this.fail(`Trino ${how}: ${lastError(this.props.logFile)} (log: ${this.props.logFile})`);
    // The process that watches this one ends too.
    if (this.process !== undefined) killJava(this.process);
  }

  private fail(reason: string): void {
    if (this.failure !== undefined) return;
    this.failure = reason;
    this.props.log.error("trino", reason);
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/v1/info`, { signal: AbortSignal.timeout(5_000) });
    // Of this form when Trino answers; any other answer is not "ready".
    const { starting } = (await response.json()) as { readonly starting?: boolean };
    return starting === false;
  } catch {
    return false;
  }
}

/** The last error in the log, or its last line. */
function lastError(file: string): string {
  try {
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    const found = lines.findLast((line) => /ERROR|Error:|Exception:/.test(line)) ?? lines.at(-1);
    return found?.slice(0, 300) || "it printed nothing";
  } catch {
    return "it has no log";
  }
}
