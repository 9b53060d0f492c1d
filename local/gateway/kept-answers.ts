import type { AwsReply, AwsRequest } from "./aws-request";

const CAPACITY = 500;
const MAX_BODY_BYTES = 256 * 1024;

/** Reads whose answers are worth keeping: those that each query of Athena makes before it runs. */
const KEPT_OPERATIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ["athena", ["GetWorkGroup"]],
  ["glue", ["GetDatabase", "GetPartitions", "GetTable"]],
]);

/** Services whose calls change nothing that is kept, however many there are. */
const QUIET_SERVICES = new Set(["firehose", "kinesis", "lambda", "logs", "monitoring", "sts"]);

const READ_OPERATION = /^(?:BatchGet|Describe|Get|List|Search)/;

/**
 * The control plane's answers to a few reads, kept until a call may have changed them. Nothing changes the control plane
 * but the calls that pass the gateway, so an answer that is kept is the one that the control plane would give.
 */
export class KeptAnswers {
  /** The one used longest ago comes first. */
  private readonly answers = new Map<
    string,
    { readonly scope: string; readonly reply: AwsReply }
  >();
  private changes = 0;

  /** Whether a call's answer may be kept; only its body is missing yet. */
  mayKeep(head: AwsRequest): boolean {
    if (head.service === "s3") return head.method === "GET" && isObjectListing(head);
    return KEPT_OPERATIONS.get(head.service)?.includes(head.operation) === true;
  }

  /** The kept answer to a call, or the control plane's. */
  async answer(request: AwsRequest, ask: () => Promise<AwsReply>): Promise<AwsReply> {
    const key = keyOf(request);
    const kept = this.answers.get(key);
    if (kept !== undefined) {
      this.answers.delete(key);
      this.answers.set(key, kept);
      return kept.reply;
    }
    const changesBefore = this.changes;
    const reply = await ask();
    // What was asked while something changed may be the state before it.
    const isCurrent = this.changes === changesBefore;
    if (isCurrent && reply.status === 200 && reply.body.length <= MAX_BODY_BYTES) {
      this.answers.set(key, { scope: scopeOf(request), reply });
      const [oldest] = this.answers.keys();
      if (this.answers.size > CAPACITY && oldest !== undefined) this.answers.delete(oldest);
    }
    return reply;
  }

  /** To be told of each call when the control plane has answered it, or failed to, and before the caller learns of it. */
  answered(head: AwsRequest): void {
    if (isRead(head) || QUIET_SERVICES.has(head.service)) return;
    this.changes += 1;
    const changed = scopeOf(head);
    for (const [key, { scope }] of this.answers) {
      if (scope === changed || changed === EVERYTHING) this.answers.delete(key);
    }
  }
}

/** A call of a service that may reach into others, such as CloudFormation. */
const EVERYTHING = "";

/** What a change may reach: a service's answers or, of S3, those about one bucket. */
function scopeOf(request: AwsRequest): string {
  if (request.service === "s3") {
    const [, bucket = ""] = request.url.split(/[/?]/);
    return bucket === "" || !isPathStyle(request) ? EVERYTHING : `s3/${bucket}`;
  }
  return KEPT_OPERATIONS.has(request.service) ? request.service : EVERYTHING;
}

function isRead({ method, operation }: AwsRequest): boolean {
  return method === "GET" || method === "HEAD" || READ_OPERATION.test(operation);
}

function isObjectListing(head: AwsRequest): boolean {
  return isPathStyle(head) && /^\/[^/?]+\/?\?(?:.*&)?list-type=2(?:&|$)/.test(head.url);
}

/** Whether the bucket stands in the path; in the host's name it can't where the host is a number or the loopback. */
function isPathStyle({ headers }: AwsRequest): boolean {
  return /^(?:localhost|[\d.]+)(?::\d+)?$/.test(headers.host ?? "");
}

function keyOf({
  service,
  region,
  accessKeyId,
  url,
  headers,
  operation,
  body,
}: AwsRequest): string {
  const owner = headers["x-amz-expected-bucket-owner"];
  return JSON.stringify([service, region, accessKeyId, url, owner, operation, body.toString()]);
}
