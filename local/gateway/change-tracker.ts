import type { AwsRequest } from "./aws-request";

/** A part of the control plane that only calls about it change: a service, or a bucket of S3 with its objects. */
export type ChangeScope = "athena" | "glue" | `s3/${string}`;

/** The revisions of all scopes at one moment; it can be sent to another process. */
export interface ChangeSnapshot {
  readonly everywhere: number;
  readonly scopes: Readonly<Record<string, number>>;
}

/** What {@link ChangeTracker.revision} said of a scope when the snapshot was taken. */
export function revisionIn(snapshot: ChangeSnapshot | undefined, scope: ChangeScope): number {
  if (snapshot === undefined) return 0;
  const own = Object.hasOwn(snapshot.scopes, scope) ? snapshot.scopes[scope] : undefined;
  return snapshot.everywhere + (own ?? 0);
}

/** Says by a number that is another one after each change of a scope whether what was read of it still holds. */
export type RevisionOf = (scope: ChangeScope) => number;

/**
 * Services whose calls change no scope, however many there are. Logs and Firehose are not among them: the control plane
 * puts exported log lines and records of its own delivery streams into buckets, by no call.
 */
const QUIET_SERVICES = new Set(["kinesis", "lambda", "monitoring", "sts"]);

const READ_OPERATION = /^(?:BatchGet|Describe|Get|List|Search)/;

/**
 * Counts what changes the control plane. Nothing changes it but the calls that pass the gateway, so what was read of a
 * scope still holds while its count is the same.
 */
export class ChangeTracker {
  private readonly counts = new Map<ChangeScope, number>();
  private everywhere = 0;

  /** A number that is another one after each change of the scope. */
  revision(scope: ChangeScope): number {
    return this.everywhere + (this.counts.get(scope) ?? 0);
  }

  /** The revisions of all scopes now. */
  snapshot(): ChangeSnapshot {
    return { everywhere: this.everywhere, scopes: Object.fromEntries(this.counts) };
  }

  /** To be told of each call once the control plane has answered it, or failed to, and before the caller learns of it. */
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

/** What a call may change; undefined for a service that may reach into others, as CloudFormation does. */
function scopeOf({ service, url, headers }: AwsRequest): ChangeScope | undefined {
  if (service === "athena" || service === "glue") return service;
  if (service !== "s3") return undefined;
  // The gateway has put a bucket of the host into the path, so that a strange host is one that nobody knows.
  if (!/^(?:localhost|[\d.]+)(?::\d+)?$/.test(headers.host ?? "")) return undefined;
  const [, bucket] = /^\/([\w.-]+)(?:[/?]|$)/.exec(url) ?? [];
  return bucket === undefined ? undefined : `s3/${bucket}`;
}
