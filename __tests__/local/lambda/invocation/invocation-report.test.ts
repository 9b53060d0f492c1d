import { reportLines, startLine } from "../../../../local/lambda/invocation/invocation-report";
import type { InvocationReport } from "../../../../local/lambda/invocation/invocation-report";

const report: InvocationReport = {
  requestId: "id",
  version: "$LATEST",
  durationMs: 12.345,
  memorySizeMiB: 128,
  maxMemoryUsedMiB: 60,
  status: "success",
};

describe("Lambda's own log lines", () => {
  it("enclose an invocation", () => {
    expect(startLine("Text", report)).toBe("START RequestId: id Version: $LATEST");
    expect(reportLines("Text", report)).toEqual([
      "END RequestId: id",
      "REPORT RequestId: id\tDuration: 12.35 ms\tBilled Duration: 13 ms\tMemory Size: 128 MB\tMax Memory Used: 60 MB",
    ]);
  });

  it("include the start of a process in the billed duration", () => {
    const [, line] = reportLines("Text", { ...report, initDurationMs: 100.2 });
    expect(line).toContain("Billed Duration: 113 ms");
    expect(line).toMatch(/\tInit Duration: 100\.20 ms$/);
  });

  it.each([
    ["timeout", "Sandbox.Timedout", "\tStatus: timeout\tError Type: Sandbox.Timedout"],
    ["error", "Runtime.ExitError", "\tStatus: error\tError Type: Runtime.ExitError"],
    ["error", undefined, "Max Memory Used: 60 MB"],
  ] as const)("contain the status %s of %s", (status, errorType, end) => {
    const [, line = ""] = reportLines("Text", { ...report, status, errorType });
    expect(line.endsWith(end)).toBe(true);
  });

  it("are JSON if the function's log is", () => {
    expect(JSON.parse(startLine("JSON", report))).toMatchObject({
      type: "platform.start",
      record: { requestId: "id", version: "$LATEST" },
    });
    const lines = reportLines("JSON", { ...report, status: "timeout" });
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      {
        type: "platform.report",
        record: { requestId: "id", status: "timeout", metrics: { billedDurationMs: 13 } },
      },
    ]);
  });
});
