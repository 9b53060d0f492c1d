import { renderReport } from "../../../cli/replay/replay-command";

const report: Parameters<typeof renderReport>[0] = {
  dataset: "orders",
  from: "errors",
  dryRun: false,
  totals: {
    read: 10,
    sent: 4,
    skipped: { alreadySent: 1, notMatched: 2, byTransform: 0, quarantinedBefore: 0 },
    quarantined: 2,
    failed: 1,
  },
  repeated: 0,
  reasons: [{ outcome: "quarantined", reason: "It is no row.", records: 2 }],
  selection: "",
  interrupted: false,
  ledger: "s3://lake/replay/orders/ledger/",
  quarantine: "s3://lake/replay/orders/quarantine/",
};

describe("the report of a replay", () => {
  it("shows where every record went, and why", () => {
    const text = renderReport(report);
    expect(text).toMatch(/│ 10 +│ 4 +│ 3 +│ 2 +│ 1 +│/);
    expect(text).toContain("1 already sent, 2 not selected, 0 by the transform");
    expect(text).toContain("│ quarantined │ 2       │ It is no row. │");
    expect(text).toContain("s3://lake/replay/orders/quarantine/");
  });

  it("shows that a dry run sent and quarantined nothing", () => {
    const text = renderReport({ ...report, dryRun: true });
    expect(text).toContain("would be sent");
    expect(text).not.toContain("s3://");
  });

  it("shows what may be in the stream twice, and that it was interrupted", () => {
    const text = renderReport({ ...report, repeated: 3, interrupted: true });
    expect(text).toContain("3 of these may be in the stream twice");
    expect(text).toContain("run the command again");
  });

  it("shows the most frequent reasons, and where the others are", () => {
    const reasons = Array.from({ length: 12 }, (_, index) => ({
      outcome: "failed" as const,
      reason: `Reason ${index}.`,
      records: 12 - index,
    }));
    const text = renderReport({ ...report, reasons });
    expect(text).toContain("Reason 9.");
    expect(text).not.toContain("Reason 10.");
    expect(text).toContain("The output of --json has 2 more reasons.");
  });
});
