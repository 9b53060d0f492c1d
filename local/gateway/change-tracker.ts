import type { AwsRequest } from "./aws-request";

/**
 * A part of the embedded AWS that only calls to it can change: a service, a bucket of S3 with its objects, or the
 * configuration of a bucket alone.
 */
export type ChangeScope = "athena" | "glue" | "kms" | `s3/${string}` | `s3-configuration/${string}`;

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

/** Services that write objects at most. */
const CONFIGURES_NO_BUCKET = new Set(["events", "firehose", "iam", "logs", "sns"]);

const READ_OPERATION = /^(?:BatchGet|Describe|Get|List|Search)/;

/**
 * Counts changes of the control plane. Only calls through the gateway change it, so cached data of a scope is valid
 * while its count stays the same.
 */
export class ChangeTracker {
  private readonly counts = new Map<ChangeScope, number>();
  private everywhere = 0;
  /** Calls of services that may change anything, the configuration of buckets as well. */
  private anything = 0;

  /** Returns a number that changes with each change of the scope. */
  revision(scope: ChangeScope): number {
    const others = scope.startsWith("s3-configuration/") ? this.anything : this.everywhere;
    return others + (this.counts.get(scope) ?? 0);
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
    const scopes = scopesOf(call);
    if (scopes !== undefined) {
      scopes.forEach((scope) => this.count(scope));
      return;
    }
    this.everywhere += 1;
    if (!CONFIGURES_NO_BUCKET.has(call.service)) this.anything += 1;
  }

  /** Records that objects of a bucket changed without a call, as when they expire. */
  recordObjects(bucket: string): void {
    this.count(`s3/${bucket}`);
  }

  private count(scope: ChangeScope): void {
    this.counts.set(scope, (this.counts.get(scope) ?? 0) + 1);
  }
}

function isRead({ method, operation }: AwsRequest): boolean {
  return method === "GET" || method === "HEAD" || READ_OPERATION.test(operation);
}

/** The scopes that a call may change; undefined for a service that may change others, as CloudFormation does. */
function scopesOf({
  service,
  method,
  url,
  headers,
}: AwsRequest): readonly ChangeScope[] | undefined {
  if (service === "athena" || service === "glue" || service === "kms") return [service];
  if (service !== "s3") return undefined;
  // The gateway has moved known bucket hosts into the path, so any other host is unknown.
  if (!/^(?:localhost|[\d.]+)(?::\d+)?$/.test(headers.host ?? "")) return undefined;
  const [, bucket, rest = ""] = /^\/([\w.-]+)(?:$|([/?].*)$)/.exec(url) ?? [];
  if (bucket === undefined) return undefined;
  const isOfObjects = /^\/[^?]/.test(rest) || method === "POST";
  return isOfObjects ? [`s3/${bucket}`] : [`s3/${bucket}`, `s3-configuration/${bucket}`];
}
