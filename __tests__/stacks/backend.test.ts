import { isAbsolute, join } from "node:path";
import type { StateSettings } from "../../model/environment/settings/state-settings";
import { useBackend } from "../../stacks/backend";
import { environmentOf, synthesizeModule } from "../support/plans/synth";

function terraformOf(state: StateSettings, name = "dev") {
  return synthesizeModule((stack) => useBackend(stack, environmentOf("dev", { name, state })), name)
    .terraform;
}

describe("the state in S3", () => {
  const state = { type: "s3", bucket: "state-of-lake", region: "eu-west-1" } as const;

  it("is locked by a file, and encrypted with the default of the bucket, not with Terraform's SSE-S3", () => {
    expect(terraformOf(state).backend).toEqual({
      s3: {
        bucket: "state-of-lake",
        region: "eu-west-1",
        key: "streaming-data-lake/dev/terraform.tfstate",
        use_lockfile: true,
      },
    });
  });

  it("is in a bucket with the account in its name by default", () => {
    const named = environmentOf("dev", {
      accountId: "111122223333",
      state: { type: "s3", region: "eu-west-1" },
    });
    expect(synthesizeModule((stack) => useBackend(stack, named)).terraform.backend).toMatchObject({
      s3: { bucket: "streaming-data-lake-dev-111122223333-terraform-state" },
    });
  });

  it("is read from the emulator, without AWS, for an environment with one", () => {
    const emulated = environmentOf("local", { state });
    const { backend } = synthesizeModule((stack) => useBackend(stack, emulated)).terraform;
    const endpointUrl = emulated.emulator?.endpointUrl;
    expect(backend).toMatchObject({
      s3: {
        endpoints: { s3: endpointUrl, sts: endpointUrl, iam: endpointUrl },
        skip_credentials_validation: true,
        skip_metadata_api_check: true,
        use_path_style: true,
      },
    });
  });

  it("has an object key for each environment", () => {
    expect(terraformOf(state, "qa").backend).toMatchObject({
      s3: { key: "streaming-data-lake/qa/terraform.tfstate" },
    });
  });

  it("has an object key for each further stack of an environment", () => {
    const { backend } = synthesizeModule((stack) =>
      useBackend(stack, environmentOf("dev", { state }), "state-backend"),
    ).terraform;
    expect(backend).toMatchObject({ s3: { key: "streaming-data-lake/dev/state-backend.tfstate" } });
  });

  it("can have its own KMS key and a role for access", () => {
    const kmsKeyId = "arn:aws:kms:eu-west-1:111122223333:key/1";
    const roleArn = "arn:aws:iam::111122223333:role/state";
    expect(terraformOf({ ...state, kmsKeyId, roleArn }).backend).toMatchObject({
      s3: { encrypt: true, kms_key_id: kmsKeyId, assume_role: { role_arn: roleArn } },
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

  it("is a file for each stack, with a path relative to the working folder of Terraform", () => {
    const path = statePath("some/folder", "qa");
    expect(isAbsolute(path)).toBe(false);
    // The synthesized stack is in <outdir>/stacks/qa, wherever the outdir of the test is.
    expect(path).toMatch(/^(\.\.\/){3,}/);
    expect(path.endsWith(join("some/folder", "qa.tfstate"))).toBe(true);
  });

  it("can be outside of the project", () => {
    expect(statePath("/var/lake")).toMatch(/^(\.\.\/)+var\/lake\/dev\.tfstate$/);
  });
});
