import { types } from "node:util";

/** HTTP statuses that may be transient. */
const RETRYABLE_STATUSES: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  EAI_AGAIN: "the host name can't be resolved",
  ECONNREFUSED: "the connection was refused",
  ECONNRESET: "the connection was closed",
  EHOSTUNREACH: "the host can't be reached",
  ENETUNREACH: "the network can't be reached",
  ENOTFOUND: "the host name can't be resolved",
  ENOSPC: "the disk is full",
  ETIMEDOUT: "the connection timed out",
  UND_ERR_CONNECT_TIMEOUT: "the connection timed out",
  UND_ERR_SOCKET: "the connection was closed",
};

/** Errors of this machine, which a retry does not solve. */
const LOCAL_ERRORS: ReadonlySet<string> = new Set(["ENOSPC", "EACCES", "EROFS", "EDQUOT"]);

/** A transfer failed. */
export class TransferError extends Error {
  constructor(
    readonly url: string,
    /** The problem in a few words. */
    readonly reason: string,
    /** Whether another attempt may succeed. */
    readonly retryable: boolean,
  ) {
    super(`${url}: ${reason}`);
    this.name = "TransferError";
  }

  /** Creates the error for an unsuccessful response. */
  static fromStatus(url: string, status: number, text: string): TransferError {
    const reason = `the server responded with ${status}${text === "" ? "" : ` ${text}`}`;
    return new TransferError(url, reason, RETRYABLE_STATUSES.has(status));
  }

  /** Converts a thrown value into a transfer error. */
  static from(error: unknown, url: string): TransferError {
    if (error instanceof TransferError) return error;
    return new TransferError(url, failureText(error), false);
  }
}

/** Describes the cause of a failed `fetch`, which itself only says "fetch failed" or "terminated". */
export function failureText(error: unknown): string {
  if (!types.isNativeError(error)) return String(error);
  const cause = types.isNativeError(error.cause) ? error.cause : error;
  const code = codeOf(cause);
  const text = code === undefined ? undefined : SYSTEM_ERRORS[code];
  if (text !== undefined) return `${text} (${code})`;
  return code === undefined ? cause.message : `${cause.message} (${code})`;
}

/** Whether an error concerns this machine's disk and not the transfer. */
export function isLocalFailure(error: unknown): boolean {
  const code = codeOf(error);
  return code !== undefined && LOCAL_ERRORS.has(code);
}

function codeOf(error: unknown): string | undefined {
  if (!types.isNativeError(error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
