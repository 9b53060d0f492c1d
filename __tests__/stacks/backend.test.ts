import { isAbsolute, join } from "node:path";
import type { StateSettings } from "../../config/state-settings";
import { useBackend } from "../../stacks/backend";
import { environmentOf, synthesizeModule } from "../support/synth";

function terraformOf(state: StateSettings, name = "dev") {
  return synthesizeModule((stack) => useBackend(stack, environmentOf("dev", { name, state })), name)
    .terraform;
}

describe("the state in S3", () => {
  const state = { type: "s3", bucket: "state-of-lake", region: "eu-west-1" } as const;

  it("is encrypted and locked by a file", () => {
    expect(terraformOf(state).backend).toEqual({
      s3: {
        bucket: "state-of-lake",
        region: "eu-west-1",
        key: "streaming-data-lake/dev/terraform.tfstate",
        encrypt: true,
        use_lockfile: true,
      },
    });
  });

  it("has a key for each stack", () => {
    expect(terraformOf(state, "qa").backend).toMatchObject({
      s3: { key: "streaming-data-lake/qa/terraform.tfstate" },
    });
  });

  it("can have a key of its own and a role to reach it", () => {
    const kmsKeyId = "arn:aws:kms:eu-west-1:111122223333:key/1";
    const roleArn = "arn:aws:iam::111122223333:role/state";
    expect(terraformOf({ ...state, kmsKeyId, roleArn }).backend).toMatchObject({
      s3: { kms_key_id: kmsKeyId, assume_role: { role_arn: roleArn } },
    });
  });
});

describe("the state in Terraform Cloud", () => {
  it("has a workspace by name, in a project", () => {
    const terraform = terraformOf({
      type: "cloud",
      organization: "acme",
      workspace: { name: "lake-dev" },
      project: "data",
    });
    expect(terraform.cloud).toEqual({
      organization: "acme",
      workspaces: { name: "lake-dev", project: "data" },
    });
    expect(terraform).not.toHaveProperty("backend");
  });

  it("has workspaces by tags, on a host", () => {
    expect(
      terraformOf({
        type: "cloud",
        organization: "acme",
        workspace: { tags: ["lake", "dev"] },
        hostname: "terraform.acme.example",
      }).cloud,
    ).toEqual({
      hostname: "terraform.acme.example",
      organization: "acme",
      workspaces: { tags: ["lake", "dev"] },
    });
  });
});

describe("the state on this machine", () => {
  function statePath(folder: string, name?: string): string {
    const { backend } = terraformOf({ type: "local", folder }, name) as {
      readonly backend: { readonly local: { readonly path: string } };
    }; // A local backend was asked for.
    return backend.local.path;
  }

  it("is a file for each stack, by a path relative to where Terraform runs", () => {
    const path = statePath("some/folder", "qa");
    expect(isAbsolute(path)).toBe(false);
    // The synthesized stack lies at <outdir>/stacks/qa, wherever the outdir of the test is.
    expect(path).toMatch(/^(\.\.\/){3,}/);
    expect(path.endsWith(join("some/folder", "qa.tfstate"))).toBe(true);
  });

  it("can lie outside of the project", () => {
    expect(statePath("/var/lake")).toMatch(/^(\.\.\/)+var\/lake\/dev\.tfstate$/);
  });
});
