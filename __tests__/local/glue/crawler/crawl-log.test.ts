import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { CrawlLog } from "../../../../local/glue/crawler/crawl-log";

const error = (name: string) => Object.assign(new Error(name), { name });

/** A fake CloudWatch Logs with existing groups and streams, which records calls. */
class FakeLogs {
  readonly calls: string[] = [];

  constructor(private readonly existing: Set<string>) {}

  send(command: {
    constructor: { name: string };
    input: { logStreamName?: string };
  }): Promise<unknown> {
    const call = command.constructor.name.replace("Command", "");
    this.calls.push(call);
    const { existing } = this;
    const missing = error("ResourceNotFoundException");
    if (call === "PutLogEvents" && !existing.has("stream")) return Promise.reject(missing);
    if (call === "CreateLogStream" && !existing.has("group")) return Promise.reject(missing);
    if (call === "CreateLogGroup") existing.add("group");
    if (call === "CreateLogStream") existing.add("stream");
    return Promise.resolve({});
  }
}

describe("the log of a crawl", () => {
  it.each([
    [["group", "stream"], ["PutLogEvents"]],
    [["group"], ["PutLogEvents", "CreateLogStream", "PutLogEvents"]],
    [[], ["PutLogEvents", "CreateLogStream", "CreateLogGroup", "CreateLogStream", "PutLogEvents"]],
  ])("needs the fewest permissions if %j exists", async (existing, calls) => {
    const log = new CrawlLog("id");
    log.info("line");
    const logs = new FakeLogs(new Set(existing));
    // The log only sends commands.
    await log.send(logs as unknown as CloudWatchLogsClient, "group", "stream");
    expect(logs.calls).toEqual(calls);
  });
});
