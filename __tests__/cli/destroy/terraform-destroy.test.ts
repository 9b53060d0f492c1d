import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readDeployed, requireStateInS3 } from "../../../cli/destroy/destroy-state";
import { terraformDestroy } from "../../../cli/destroy/terraform-destroy";
import { FakeAws } from "../../support/fake-aws/fake-aws";
import { environmentOf } from "../../support/plans/synth";

const LOCK_ERROR = `Error message: PreconditionFailed
Lock Info:
  ID:        1234-abcd
  Path:      states/dev.tfstate
  Operation: OperationTypeApply
  Who:       anna@laptop
  Created:   2026-11-29 10:00:00 UTC


Terraform acquires a state lock to protect the state.`;

const stackFolder = mkdtempSync(path.join(tmpdir(), "terraform-destroy-"));
afterAll(() => rmSync(stackFolder, { recursive: true }));

/** A Terraform that prints lines, notes its arguments, and ends with an exit code. */
function terraformThat(lines: readonly (object | string)[], exitCode = 0) {
  const command = path.join(stackFolder, "terraform");
  const text = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line)));
  const body = `echo "$*" > '${stackFolder}/arguments'\ncat <<'LINES'\n${text.join("\n")}\nLINES\n`;
  writeFileSync(command, `#!/bin/sh\n${body}exit ${exitCode}\n`, { mode: 0o755 });
  return { command, stackFolder, environment: process.env };
}

describe("terraform destroy", () => {
  const summary = {
    type: "change_summary",
    changes: { add: 0, change: 0, remove: 7, operation: "destroy" },
  };

  it("destroys everything, or what it is told with what depends on it", async () => {
    const terraform = terraformThat([summary]);
    const read = () => readFileSync(path.join(stackFolder, "arguments"), "utf8").trim();
    await terraformDestroy({ terraform, environment: "dev" }, () => undefined);
    expect(read()).toMatch(/ apply -input=false -lock-timeout=30s -destroy -auto-approve -json$/);
    await terraformDestroy({ terraform, environment: "dev" }, () => undefined, ["a.b", "c.d"]);
    expect(read()).toContain(" -destroy -target=a.b -target=c.d ");
    expect(existsSync(path.join(stackFolder, "destroy.jsonl"))).toBe(false);
  });

  it("says who has locked the state, since when, and how to release a lock that was left", async () => {
    const diagnostic = {
      severity: "error",
      summary: "Error acquiring the state lock",
      detail: LOCK_ERROR,
    };
    const terraform = terraformThat([{ type: "diagnostic", diagnostic }], 1);
    const destroying = terraformDestroy({ terraform, environment: "dev" }, () => undefined);
    await expect(destroying).rejects.toMatchObject({
      message:
        "Another Terraform has locked the state of dev by anna@laptop since 2026-11-29 10:00:00 UTC.",
      advice: expect.stringContaining("(ID 1234-abcd)") as string,
    });
  });

  it("passes on any other error", async () => {
    const diagnostic = {
      severity: "error",
      summary: "AccessDenied",
      address: "aws_s3_bucket.lake",
    };
    const terraform = terraformThat([{ type: "diagnostic", diagnostic }], 1);
    await expect(
      terraformDestroy({ terraform, environment: "dev" }, () => undefined),
    ).rejects.toThrow("aws_s3_bucket.lake: AccessDenied");
  });
});

describe("the state of an environment", () => {
  it("has its resources with their addresses, and no data sources", async () => {
    const instances = [{ attributes: { bucket: "lake" } }];
    const state = {
      serial: 3,
      resources: [
        { mode: "managed", type: "aws_s3_bucket", name: "lake", instances },
        {
          mode: "managed",
          module: "module.m",
          type: "aws_kms_key",
          name: "key",
          instances: [{ index_key: "a" }],
        },
        { mode: "data", type: "aws_caller_identity", name: "current", instances: [{}] },
      ],
    };
    expect(await readDeployed(terraformThat([state]), "dev")).toEqual([
      { address: "aws_s3_bucket.lake", type: "aws_s3_bucket", values: { bucket: "lake" } },
      { address: 'module.m.aws_kms_key.key["a"]', type: "aws_kms_key", values: {} },
    ]);
  });

  it("has none where everything was destroyed", async () => {
    expect(await readDeployed(terraformThat([{ serial: 4, resources: [] }]), "dev")).toEqual([]);
  });

  it("is missing where the environment was never deployed", async () => {
    await expect(readDeployed(terraformThat([]), "dev")).rejects.toThrow("dev was never deployed");
  });

  const dev = environmentOf("dev", {
    state: { type: "s3", bucket: "states", region: "us-east-1" },
  });
  const answer = (status: number) => () => {
    if (status !== 200)
      throw Object.assign(new Error("HEAD"), { $metadata: { httpStatusCode: status } });
    return {};
  };

  it.each([
    ["without its bucket", 404, 200, "dev was never deployed: the bucket of s3://states/"],
    ["without its object", 200, 404, "dev was never deployed: there is no s3://states/"],
    ["in the bucket of another account", 403, 200, "belongs to another account"],
  ])("is not there %s", async (_, bucket, object, message) => {
    const { clients } = new FakeAws({
      HeadBucketCommand: answer(bucket),
      HeadObjectCommand: answer(object),
    });
    await expect(requireStateInS3(clients, dev, "111122223333")).rejects.toThrow(message);
  });

  it("has no place where neither the bucket nor the account is named", async () => {
    const nameless = environmentOf("dev", {
      state: { type: "s3", region: "us-east-1" },
    });
    const { clients } = new FakeAws();
    await expect(requireStateInS3(clients, nameless, "111122223333")).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringContaining("environments.dev.state.bucket is missing") as string,
    });
  });

  it("may be there", async () => {
    const { clients } = new FakeAws({
      HeadBucketCommand: answer(200),
      HeadObjectCommand: answer(200),
    });
    await expect(requireStateInS3(clients, dev, "111122223333")).resolves.toBeUndefined();
  });
});
