import { relative, resolve } from "node:path";
import {
  App,
  CloudBackend,
  LocalBackend,
  NamedCloudWorkspace,
  S3Backend,
  TaggedCloudWorkspaces,
} from "cdktf";
import type { TerraformStack } from "cdktf";
import type { Environment } from "../config/environment";
import type { CloudStateSettings, S3StateSettings } from "../config/state-settings";

/** Gives a stack the state backend of its environment. Every stack has a key, a workspace or a file of its own. */
export function useBackend(stack: TerraformStack, environment: Environment): void {
  const { state } = environment;
  switch (state.type) {
    case "s3":
      useS3(stack, state, `${environment.project}/${environment.name}/terraform.tfstate`);
      break;
    case "cloud":
      new CloudBackend(stack, {
        organization: state.organization,
        hostname: state.hostname,
        workspaces: renderWorkspaces(state),
      });
      break;
    case "local":
      new LocalBackend(stack, { path: localStatePath(stack, state.folder) });
      break;
  }
}

function useS3(stack: TerraformStack, state: S3StateSettings, key: string): void {
  const backend = new S3Backend(stack, {
    bucket: state.bucket,
    key,
    region: state.region,
    encrypt: true,
    kmsKeyId: state.kmsKeyId,
    ...(state.roleArn === undefined ? {} : { assumeRole: { roleArn: state.roleArn } }),
  });
  // CDKTF has no property for the lock file, which replaces the DynamoDB table.
  backend.addOverride("use_lockfile", true);
}

function renderWorkspaces({ workspace, project }: CloudStateSettings) {
  return "name" in workspace
    ? new NamedCloudWorkspace(workspace.name, project)
    : new TaggedCloudWorkspaces([...workspace.tags], project);
}

/** Relative to the folder in which Terraform runs, so that every clone synthesizes the same. */
function localStatePath(stack: TerraformStack, folder: string): string {
  const workingFolder = resolve(App.of(stack).outdir, "stacks", stack.node.id);
  return relative(workingFolder, resolve(folder, `${stack.node.id}.tfstate`));
}
