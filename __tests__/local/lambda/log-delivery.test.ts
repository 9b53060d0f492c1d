import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { LogDelivery, logStreamName } from "../../../local/lambda/log-delivery";

interface Call {
  readonly operation: string;
  readonly input: {
    readonly logStreamName?: string;
    readonly logEvents?: readonly { timestamp: number; message: string }[];
  };
}

/** A delivery with a fake client. */
function delivery(
  answer: (call: Call, calls: readonly Call[]) => string | undefined = () => undefined,
) {
  const calls: Call[] = [];
  const errors: unknown[] = [];
  const logs = new CloudWatchLogsClient({
    region: "eu-west-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    maxAttempts: 1,
  });
  const send = (command: { input: unknown; constructor: { name: string } }): Promise<unknown> => {
    // The delivery only sends commands with these fields.
    const call = { operation: command.constructor.name, input: command.input } as Call;
    calls.push(call);
    const error = answer(call, calls);
    return error === undefined
      ? Promise.resolve({})
      : Promise.reject(Object.assign(new Error(error), { name: error }));
  };
  // The delivery calls it with a command only, and ignores the result.
  logs.send = send as typeof logs.send;
  const log = new LogDelivery({
    logs,
    logGroup: "/lake/pub",
    logStream: "stream",
    onError: (error) => errors.push(error),
  });
  return { log, calls, errors };
}

const line = (message: string, timestamp = 1) => ({ timestamp, message });
const operations = (calls: readonly Call[]) => calls.map(({ operation }) => operation);

describe("log delivery", () => {
  it("creates the stream once and keeps the order of the lines", async () => {
    const { log, calls } = delivery();
    log.add([line("b", 2), line("a", 1)]);
    log.add([line("c", 3)]);
    await log.flush();
    expect(operations(calls)).toEqual([
      "CreateLogStreamCommand",
      "PutLogEventsCommand",
      "PutLogEventsCommand",
    ]);
    expect(
      calls.flatMap(({ input }) => input.logEvents ?? []).map(({ message }) => message),
    ).toEqual(["a", "b", "c"]);
  });

  it("creates a missing group", async () => {
    const { log, calls, errors } = delivery((_, made) =>
      made.length === 1 ? "ResourceNotFoundException" : undefined,
    );
    log.add([line("a")]);
    await log.flush();
    expect(operations(calls)).toEqual([
      "CreateLogStreamCommand",
      "CreateLogGroupCommand",
      "CreateLogStreamCommand",
      "PutLogEventsCommand",
    ]);
    expect(errors).toEqual([]);
  });

  it("reports lines that it may not deliver, and continues", async () => {
    const { log, errors } = delivery(() => "AccessDeniedException");
    log.add([line("a")]);
    log.add([line("b")]);
    await log.flush();
    expect(errors.map(String)).toEqual([
      "AccessDeniedException: AccessDeniedException",
      "AccessDeniedException: AccessDeniedException",
    ]);
  });

  it("respects the limits of a request", async () => {
    const { log, calls } = delivery();
    log.add(Array.from({ length: 10_001 }, () => line("x")));
    log.add(Array.from({ length: 5 }, () => line("y".repeat(300_000))));
    await log.flush();
    const requests = calls.flatMap(({ input: { logEvents } }) => (logEvents ? [logEvents] : []));
    expect(requests.map(({ length }) => length)).toEqual([10_000, 1, 4, 1]);
    expect(requests[2]?.[0]?.message).toHaveLength(256 * 1024 - 26);
  });
});

describe("a log stream's name", () => {
  const now = new Date("2026-11-22T23:59:59Z");

  it("has day, version and instance", () => {
    const settings = { functionName: "pub", version: "$LATEST", logGroup: "/aws/lambda/pub" };
    expect(logStreamName(settings, "abc", now)).toBe("2026/11/22/[$LATEST]abc");
  });

  it("also has the function in a group that others may share", () => {
    const settings = { functionName: "pub", version: "3", logGroup: "/lake" };
    expect(logStreamName(settings, "abc", now)).toBe("2026/11/22/pub[3]abc");
  });
});
