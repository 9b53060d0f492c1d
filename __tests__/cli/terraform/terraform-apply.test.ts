import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { terraformApply } from "../../../cli/terraform/terraform-apply";

/** As Terraform 1.14 writes them. */
const LINES = [
  { type: "change_summary", changes: { add: 2, change: 0, remove: 0, operation: "plan" } },
  complete("aws_s3_bucket.lake_bucket"),
  inProgress("aws_s3_bucket_lifecycle_configuration.lake_bucket_lifecycle", 10),
  inProgress("aws_kms_key.lake_key", 20),
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
      "1 of 2 resources, the provider checks for a minute that S3 lifecycle rules stay as they are (10 s)",
      "1 of 2 resources, waiting for aws_kms_key.lake_key (20 s)",
    ]);
  });
});

function complete(addr: string): object {
  return { type: "apply_complete", hook: { resource: { addr }, action: "create" } };
}

function inProgress(addr: string, elapsedSeconds: number): object {
  const hook = { resource: { addr }, action: "create", elapsed_seconds: elapsedSeconds };
  return { type: "apply_progress", hook };
}
