import type { ChangeSnapshot } from "../../gateway/change-tracker";
import type { QueryJob, QueryOutcome } from "../execution/query-runner";

/** What a process that runs queries is started with. */
export interface EngineSettings {
  /** Base URL of the endpoint, where it reads the catalog and the objects. */
  readonly endpointUrl: string;
  /** Folder of this process alone, removed when it is gone. */
  readonly folder: string;
  /** Below it, for what queries write. */
  readonly scratchFolder: string;
  /** Copies of objects, which all processes share. */
  readonly objectFolder: string;
  readonly resultFolder: string;
  /** Whether S3 is asked for each use of a copy if the caller may read the object. */
  readonly checksReadAccess: boolean;
}

/** What the emulator tells the process. */
export type EngineCommand =
  | { readonly kind: "start"; readonly settings: EngineSettings }
  | { readonly kind: "run"; readonly job: SerializedJob }
  | { readonly kind: "cancel"; readonly id: string };

/** A query on its way to the process, as JSON. */
export interface SerializedJob extends Omit<QueryJob, "submitted"> {
  /** Milliseconds since 1970. */
  readonly submitted: number;
  /** What the control plane's revisions were when the query began; undefined where nothing may be kept. */
  readonly revisions: ChangeSnapshot | undefined;
}

/** What the process reports. */
export type EngineReport =
  | { readonly kind: "ready" }
  | { readonly kind: "planned"; readonly id: string; readonly scannedBytes: number }
  | { readonly kind: "ended"; readonly id: string; readonly outcome: QueryOutcome };

/** Characters of a reason that are kept: values of any size may stand in it. */
const MAX_REASON_LENGTH = 4_096;

/**
 * Reads a report. A process that ran hostile queries may send anything.
 *
 * @returns undefined for what is none
 */
export function parseReport(message: unknown): EngineReport | undefined {
  if (!isRecord(message)) return undefined;
  const { kind, id, scannedBytes, outcome } = message;
  if (kind === "ready") return { kind };
  if (typeof id !== "string") return undefined;
  if (kind === "planned") return isCount(scannedBytes) ? { kind, id, scannedBytes } : undefined;
  if (kind !== "ended") return undefined;
  const read = parseOutcome(outcome);
  return read === undefined ? undefined : { kind, id, outcome: read };
}

function parseOutcome(outcome: unknown): QueryOutcome | undefined {
  if (!isRecord(outcome)) return undefined;
  const { state, code, reason, resultRows, updateCount, resultBytes } = outcome;
  if (state === "SUCCEEDED") {
    return isCount(resultRows) && isCount(updateCount) && isCount(resultBytes)
      ? { state, resultRows, updateCount, resultBytes }
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

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
