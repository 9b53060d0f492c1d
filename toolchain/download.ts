import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { failureText, isLocalFailure, TransferError } from "./transfer-error";

/** Options of {@link downloadFile}. */
export interface DownloadProps {
  readonly url: string;
  /** Name in messages, for example `Terraform 1.11.4`. */
  readonly what: string;
  /** Receives progress lines: the start, the percentage, a retry. */
  readonly progress: (line: string) => void;
  /** Maximum number of attempts, if the transfer fails or the server is busy. @default 3 */
  readonly attempts?: number;
  /** Delay before the second attempt; doubled for each further one. @default 1000 */
  readonly retryDelayMilliseconds?: number | undefined;
  /** Longest time without data before an attempt fails. @default 30000 */
  readonly idleTimeoutMilliseconds?: number;
  /** Shortest time between two lines with the percentage. @default 3000 */
  readonly progressIntervalMilliseconds?: number;
  /** Maximum size in bytes. @default 268435456, that is 256 MiB */
  readonly maximumBytes?: number;
}

/** Result of a download. */
export interface DownloadResult {
  readonly bytes: number;
  /** SHA-256 of the content, in lower-case hexadecimal. */
  readonly sha256: string;
}

/** Terraform's archives have about 27 MiB; an endless response must not fill the disk. */
const MAXIMUM_BYTES = 256 * 1024 * 1024;

/**
 * Streams a file to disk and follows redirects. After an error the file may be incomplete; the caller removes it.
 *
 * @throws TransferError
 */
export async function downloadFile(props: DownloadProps, file: string): Promise<DownloadResult> {
  return withAttempts(props, async () => {
    // Each attempt starts with an empty file.
    const handle = await open(file, "w");
    try {
      return await receive(props, (chunk) => writeWhole(handle, chunk));
    } finally {
      await handle.close();
    }
  });
}

async function withAttempts<T>(props: DownloadProps, attempt: () => Promise<T>): Promise<T> {
  const { attempts = 3, retryDelayMilliseconds = 1_000 } = props;
  for (let made = 1; ; made += 1) {
    try {
      return await attempt();
    } catch (error) {
      const failure = TransferError.from(error, props.url);
      if (!failure.retryable || made >= attempts) throw failure;
      props.progress(
        `${props.what}: ${failure.reason}; starting attempt ${made + 1} of ${attempts}`,
      );
      await sleep(retryDelayMilliseconds * 2 ** (made - 1));
    }
  }
}

async function receive(
  props: DownloadProps,
  take: (chunk: Uint8Array) => Promise<void> | void,
): Promise<DownloadResult> {
  const idle = new IdleTimeout(props.idleTimeoutMilliseconds ?? 30_000);
  try {
    const response = await fetch(props.url, {
      signal: idle.signal,
      // With compression, Content-Length would not show whether the content is complete.
      headers: { "accept-encoding": "identity" },
    });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      throw TransferError.fromStatus(props.url, response.status, response.statusText);
    }
    const expected = lengthOf(response);
    const report = percentReporter(props, expected);
    const hash = createHash("sha256");
    const { maximumBytes = MAXIMUM_BYTES } = props;
    let bytes = 0;
    for await (const chunk of response.body) {
      idle.restart();
      // A fetch body yields bytes; Node.js types its stream as `any`.
      const part = chunk as Uint8Array;
      bytes += part.byteLength;
      if (bytes > maximumBytes) {
        const limit = mebibytes(maximumBytes);
        throw new TransferError(props.url, `the response exceeds ${limit}`, false);
      }
      hash.update(part);
      await take(part);
      report(bytes);
    }
    if (expected !== undefined && bytes !== expected) {
      throw new TransferError(props.url, `received ${bytes} of ${expected} bytes`, true);
    }
    return { bytes, sha256: hash.digest("hex") };
  } catch (error) {
    if (idle.expired) {
      throw new TransferError(
        props.url,
        `received nothing for ${idle.milliseconds / 1000} s`,
        true,
      );
    }
    if (error instanceof TransferError) throw error;
    throw new TransferError(props.url, failureText(error), !isLocalFailure(error));
  } finally {
    idle.end();
  }
}

/** Aborts a signal unless it is restarted within a time. */
class IdleTimeout {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout;

  constructor(readonly milliseconds: number) {
    this.timer = this.begin();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get expired(): boolean {
    return this.controller.signal.aborted;
  }

  restart(): void {
    this.end();
    this.timer = this.begin();
  }

  end(): void {
    clearTimeout(this.timer);
  }

  private begin(): NodeJS.Timeout {
    return setTimeout(() => this.controller.abort(), this.milliseconds);
  }
}

function lengthOf(response: Response): number | undefined {
  const length = response.headers.get("content-length");
  const encoded = response.headers.get("content-encoding") ?? "identity";
  return length === null || encoded !== "identity" ? undefined : Number(length);
}

function percentReporter(
  props: DownloadProps,
  expected: number | undefined,
): (bytes: number) => void {
  const size = expected === undefined ? "" : ` (${mebibytes(expected)})`;
  props.progress(`Downloading ${props.what}${size}`);
  const interval = props.progressIntervalMilliseconds ?? 3_000;
  let last = Date.now();
  return (bytes) => {
    if (Date.now() - last < interval) return;
    last = Date.now();
    const done =
      expected === undefined ? mebibytes(bytes) : `${Math.floor((bytes / expected) * 100)} %`;
    props.progress(`Downloading ${props.what}${size}: ${done}`);
  };
}

async function writeWhole(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let written = 0; written < chunk.byteLength;) {
    written += (await handle.write(chunk, written)).bytesWritten;
  }
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
