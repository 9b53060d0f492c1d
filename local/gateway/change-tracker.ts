import type { AwsRequest } from "./aws-request";

/** A part of the control plane that only calls to it can change: a service, or a bucket of S3 with its objects. */
export type ChangeScope = "athena" | "glue" | `s3/${string}`;

/** The revisions of all scopes at one time; it can be sent to another process. */
export interface ChangeSnapshot {
  readonly everywhere: number;
  readonly scopes: Readonly<Record<string, number>>;
}

/** The {@link ChangeTracker.revision} of a scope at the time of the snapshot. */
export function revisionIn(snapshot: ChangeSnapshot | undefined, scope: ChangeScope): number {
  if (snapshot === undefined) return 0;
  const own = Object.hasOwn(snapshot.scopes, scope) ? snapshot.scopes[scope] : undefined;
  return snapshot.everywhere + (own ?? 0);
}

/** Returns a number that changes with each change of a scope, to invalidate what was cached before. */
export type RevisionOf = (scope: ChangeScope) => number;

/**
 * Services whose calls change no scope and are frequent. Logs and Firehose are not among them: without a call, the
 * control plane writes exported log events and records of its own delivery streams to buckets.
 */
const QUIET_SERVICES = new Set(["kinesis", "lambda", "monitoring", "sts"]);

const READ_OPERATION = /^(?:BatchGet|Describe|Get|List|Search)/;

/**
 * Counts changes of the control plane. Only calls through the gateway change it, so cached data of a scope is valid
 * while its count stays the same.
 */
export class ChangeTracker {
  private readonly counts = new Map<ChangeScope, number>();
  private everywhere = 0;

  /** Returns a number that changes with each change of the scope. */
  revision(scope: ChangeScope): number {
    return this.everywhere + (this.counts.get(scope) ?? 0);
  }

  /** The current revisions of all scopes. */
  snapshot(): ChangeSnapshot {
    return { everywhere: this.everywhere, scopes: Object.fromEntries(this.counts) };
  }

  /**
   * Records a call. It must be called after the control plane has answered or failed, and before the caller gets the
   * answer.
   */
  record(call: AwsRequest): void {
    if (isRead(call) || QUIET_SERVICES.has(call.service)) return;
    const scope = scopeOf(call);
    if (scope === undefined) this.everywhere += 1;
    else this.counts.set(scope, (this.counts.get(scope) ?? 0) + 1);
  }
}

function isRead({ method, operation }: AwsRequest): boolean {
  return method === "GET" || method === "HEAD" || READ_OPERATION.test(operation);
}

/** The scope that a call may change; undefined for a service that may change others, as CloudFormation does. */
function scopeOf({ service, url, headers }: AwsRequest): ChangeScope | undefined {
  if (service === "athena" || service === "glue") return service;
  if (service !== "s3") return undefined;
  // The gateway has moved known bucket hosts into the path, so any other host is unknown.
  if (!/^(?:localhost|[\d.]+)(?::\d+)?$/.test(headers.host ?? "")) return undefined;
  const [, bucket] = /^\/([\w.-]+)(?:[/?]|$)/.exec(url) ?? [];
  return bucket === undefined ? undefined : `s3/${bucket}`;
}
