import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { terraformApply } from "../../../cli/terraform/terraform-apply";

/** As Terraform 1.14 writes them. */
const LINES = [
  { type: "change_summary", changes: { add: 2, change: 0, remove: 0, operation: "plan" } },
  complete("aws_s3_bucket.lake_bucket"),
  inProgress("aws_glue_crawler.orders_crawler", 10),
  start("aws_s3_bucket_lifecycle_configuration.lake_bucket_lifecycle"),
  inProgress("aws_s3_bucket_lifecycle_configuration.lake_bucket_lifecycle", 10),
];

describe("the progress of terraform apply", () => {
  const stackFolder = mkdtempSync(path.join(tmpdir(), "terraform-apply-"));
  const command = path.join(stackFolder, "terraform");

  beforeAll(() => {
    const lines = LINES.map((line) => JSON.stringify(line)).join("\n");
    writeFileSync(command, `#!/bin/sh\ncat <<'LINES'\n${lines}\nLINES\n`, { mode: 0o755 });
  });

  afterAll(() => rmSync(stackFolder, { recursive: true }));

  it("names what is complete, what is awaited, and why that is slow where it is known", async () => {
    const details: string[] = [];
    const terraform = { command, stackFolder, environment: process.env };
    await terraformApply(terraform, (detail) => void details.push(detail));
    expect(details).toEqual([
      "1 of 2 resources, last aws_s3_bucket.lake_bucket",
      "1 of 2 resources, waiting for aws_glue_crawler.orders_crawler (10 s)",
      expect.stringMatching(
        /^1 of 2 resources, waiting for the lifecycle rules of a bucket: the AWS provider reads .* about \d+ s left$/,
      ) as unknown,
    ]);
  });
});

function start(addr: string): object {
  return { type: "apply_start", hook: { resource: { addr }, action: "create" } };
}

function complete(addr: string): object {
  return { type: "apply_complete", hook: { resource: { addr }, action: "create" } };
}

function inProgress(addr: string, elapsedSeconds: number): object {
  const hook = { resource: { addr }, action: "create", elapsed_seconds: elapsedSeconds };
  return { type: "apply_progress", hook };
}
