import {
  type CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";

/**
 * The lines that a crawl writes to CloudWatch Logs, each prefixed with the crawl's id, as in Glue. They are sent once,
 * at the end.
 */
export class CrawlLog {
  private readonly lines: { timestamp: number; message: string }[] = [];

  constructor(private readonly crawlId: string) {}

  benchmark(message: string): void {
    this.add("BENCHMARK", message);
  }
  info(message: string): void {
    this.add("INFO", message);
  }
  error(message: string): void {
    this.add("ERROR", message);
  }

  /** Sends the lines; creates the log group and the log stream if they are missing, as Glue does. */
  async send(logs: CloudWatchLogsClient, logGroup: string, logStream: string): Promise<void> {
    const names = { logGroupName: logGroup, logStreamName: logStream };
    const create = () => ignoreExisting(logs.send(new CreateLogStreamCommand(names)));
    const put = () => logs.send(new PutLogEventsCommand({ ...names, logEvents: this.lines }));
    try {
      await put();
    } catch (error) {
      if (!isNamed(error, "ResourceNotFoundException")) throw error;
      try {
        await create();
      } catch (missing) {
        // If the group exists, the role needs no permission to create it.
        if (!isNamed(missing, "ResourceNotFoundException")) throw missing;
        await ignoreExisting(logs.send(new CreateLogGroupCommand({ logGroupName: logGroup })));
        await create();
      }
      await put();
    }
  }

  private add(level: string, message: string): void {
    this.lines.push({ timestamp: Date.now(), message: `[${this.crawlId}] ${level} : ${message}` });
  }
}

async function ignoreExisting(creation: Promise<unknown>): Promise<void> {
  try {
    await creation;
  } catch (error) {
    if (!isNamed(error, "ResourceAlreadyExistsException")) throw error;
  }
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
