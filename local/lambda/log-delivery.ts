import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { LogLine } from "./process/line-reader";

/**
 * Limits of a `PutLogEvents` request; each event counts 26 bytes more than its text.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
 */
const MAXIMUM_REQUEST_BYTES = 1_048_576;
const MAXIMUM_REQUEST_EVENTS = 10_000;
const EVENT_OVERHEAD_BYTES = 26;
/** Maximum text of an event; longer ones are truncated, as in Lambda. */
const MAXIMUM_EVENT_BYTES = 256 * 1024 - EVENT_OVERHEAD_BYTES;

/** Undelivered bytes above which lines are dropped, because the function is faster than the log service. */
const MAXIMUM_WAITING_BYTES = 64 * 1024 * 1024;

/** Options of {@link LogDelivery}. */
export interface LogDeliveryProps {
  /** Has the credentials of the function's role. */
  readonly logs: CloudWatchLogsClient;
  readonly logGroup: string;
  readonly logStream: string;
  readonly onError: (error: unknown) => void;
}

/** Delivers the log lines of one process to its log stream, in the background and in order. */
export class LogDelivery {
  private queue: Promise<void> = Promise.resolve();
  private streamExists = false;
  private waitingBytes = 0;

  constructor(private readonly props: LogDeliveryProps) {}

  /** Queues lines for delivery. Lines that can't be delivered are dropped, as in Lambda, and reported to `onError`. */
  add(lines: readonly LogLine[]): void {
    const bytes = lines.reduce((sum, { message }) => sum + message.length, 0);
    if (this.waitingBytes + bytes > MAXIMUM_WAITING_BYTES) {
      return this.props.onError(
        new Error(`${lines.length} lines dropped, too many are waiting for delivery`),
      );
    }
    this.waitingBytes += bytes;
    this.queue = this.queue
      .then(() => this.deliver(lines))
      .catch(this.props.onError)
      .finally(() => (this.waitingBytes -= bytes));
  }

  /** Resolves when all lines are delivered or dropped. */
  async flush(): Promise<void> {
    await this.queue;
  }

  private async deliver(lines: readonly LogLine[]): Promise<void> {
    const { logs, logGroup: logGroupName, logStream: logStreamName } = this.props;
    if (!this.streamExists) await this.createStream();
    this.streamExists = true;
    for (const logEvents of toRequests(lines)) {
      await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
    }
  }

  private async createStream(): Promise<void> {
    const { logs, logGroup: logGroupName, logStream: logStreamName } = this.props;
    const create = () => logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
    try {
      await create();
    } catch (error) {
      if (!(error instanceof Error && error.name === "ResourceNotFoundException")) throw error;
      // Lambda creates a missing group if the function's role allows that.
      await logs.send(new CreateLogGroupCommand({ logGroupName }));
      await create();
    }
  }
}

/** Name of a process's log stream: day, version, and function name if the log group is shared. */
export function logStreamName(
  settings: { functionName: string; version: string; logGroup: string },
  instance: string,
  now = new Date(),
): string {
  const { functionName, version, logGroup } = settings;
  const day = now.toISOString().slice(0, 10).replace(/-/g, "/");
  const owner = logGroup === `/aws/lambda/${functionName}` ? "" : functionName;
  return `${day}/${owner}[${version}]${instance}`;
}

function toRequests(lines: readonly LogLine[]): LogLine[][] {
  const requests: LogLine[][] = [];
  let bytes = 0;
  // Standard output and standard error may be slightly out of order, which the service rejects.
  const ordered = [...lines].sort((one, other) => one.timestamp - other.timestamp);
  for (const { timestamp, message } of ordered) {
    const text = Buffer.from(message).subarray(0, MAXIMUM_EVENT_BYTES);
    const size = text.length + EVENT_OVERHEAD_BYTES;
    const last = requests.at(-1);
    const line = { timestamp, message: text.toString() };
    if (
      last === undefined ||
      last.length === MAXIMUM_REQUEST_EVENTS ||
      bytes + size > MAXIMUM_REQUEST_BYTES
    ) {
      requests.push([line]);
      bytes = size;
    } else {
      last.push(line);
      bytes += size;
    }
  }
  return requests;
}
