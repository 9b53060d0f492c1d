import type { ChangeSnapshot } from "../../gateway/change-tracker";
import type { QueryJob, QueryOutcome } from "../execution/query-runner";
import type { StoredPage, StoredPageRequest } from "../../s3/listing/stored-objects";
import { isRecord } from "../../../errors/is-record";

/** Argument that makes the process report its memory on its standard output, in bytes, one line each time. */
export const REPORT_MEMORY = "--report-memory";

/** Settings of a process that runs queries. */
export interface EngineSettings {
  /** Base URL of the endpoint that serves the catalog and the objects. */
  readonly endpointUrl: string;
  /** The process's own folder, removed when it exits. */
  readonly folder: string;
  /** A folder in it, for what queries write. */
  readonly scratchFolder: string;
  /** Cached copies of objects, shared by all processes. */
  readonly objectFolder: string;
  readonly resultFolder: string;
  /** Whether the caller's permission to read an object is checked each time its cached copy is used. */
  readonly checksReadAccess: boolean;
  /** Whether the process may ask for stored objects and read their files. */
  readonly readsStoredObjects: boolean;
}

/** Messages from the emulator to the process. */
export type EngineCommand =
  | { readonly kind: "start"; readonly settings: EngineSettings }
  | { readonly kind: "run"; readonly job: SerializedJob }
  | { readonly kind: "cancel"; readonly id: string }
  /** Answers {@link EngineReport} `list`; without a page nothing is stored. */
  | { readonly kind: "listed"; readonly question: number; readonly page?: StoredPage | undefined };

/** A query as it is sent to the process. */
export interface SerializedJob extends Omit<QueryJob, "submitted"> {
  /** Milliseconds since the epoch. */
  readonly submitted: number;
  /** The control plane's revisions when the query started; undefined if nothing may be cached. */
  readonly revisions: ChangeSnapshot | undefined;
}

/** Messages from the process to the emulator. */
export type EngineReport =
  | { readonly kind: "ready" }
  /** Asks for stored objects. */
  | { readonly kind: "list"; readonly question: number; readonly request: StoredPageRequest }
  /** Sent before the query does anything, so that a query without this report can be run by another process. */
  | { readonly kind: "accepted"; readonly id: string }
  | { readonly kind: "planned"; readonly id: string; readonly scannedBytes: number }
  | { readonly kind: "ended"; readonly id: string; readonly outcome: QueryOutcome };

/** A reason may quote values of any size: it is truncated to this many characters. */
const MAX_REASON_LENGTH = 4_096;

/**
 * Validates a message. A process that ran hostile queries may send anything.
 *
 * @returns undefined for an invalid message
 */
export function parseReport(message: unknown): EngineReport | undefined {
  if (!isRecord(message)) return undefined;
  const { kind, id, scannedBytes, outcome } = message;
  if (kind === "ready") return { kind };
  if (kind === "list") return parseQuestion(message);
  if (typeof id !== "string") return undefined;
  if (kind === "accepted") return { kind, id };
  if (kind === "planned") return isCount(scannedBytes) ? { kind, id, scannedBytes } : undefined;
  if (kind !== "ended") return undefined;
  const read = parseOutcome(outcome);
  return read === undefined ? undefined : { kind, id, outcome: read };
}

function parseQuestion({ question, request }: Readonly<Record<string, unknown>>) {
  if (!isCount(question) || !isRecord(request)) return undefined;
  const { bucket, prefix, after } = request;
  if (typeof bucket !== "string" || typeof prefix !== "string") return undefined;
  if (after !== undefined && typeof after !== "string") return undefined;
  return { kind: "list", question, request: { bucket, prefix, after } } as const;
}

function parseOutcome(outcome: unknown): QueryOutcome | undefined {
  if (!isRecord(outcome)) return undefined;
  const { state, code, reason, resultRows, updateCount, resultBytes } = outcome;
  const { manifestLocation } = outcome;
  if (state === "SUCCEEDED") {
    return isCount(resultRows) && isCount(updateCount) && isCount(resultBytes)
      ? {
          state,
          resultRows,
          updateCount,
          resultBytes,
          ...(isLocation(manifestLocation) ? { manifestLocation } : {}),
        }
      : undefined;
  }
  if (typeof reason !== "string") return undefined;
  const short =
    reason.length > MAX_REASON_LENGTH ? `${reason.slice(0, MAX_REASON_LENGTH)}…` : reason;
  if (state === "CANCELLED") return { state, reason: short };
  return state === "FAILED" && typeof code === "string" && /^[A-Z][A-Z_]{0,99}$/.test(code)
    ? { state, code, reason: short }
    : undefined;
}

/** Whether a value may be the URI of an object: a bucket's name and a key of 1,024 characters at most. */
function isLocation(value: unknown): value is string {
  return typeof value === "string" && value.startsWith("s3://") && value.length <= 1100;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
