import { relative, resolve } from "node:path";
import {
  App,
  CloudBackend,
  LocalBackend,
  NamedCloudWorkspace,
  S3Backend,
  TaggedCloudWorkspaces,
} from "cdktf";
import type { S3BackendConfig, TerraformStack } from "cdktf";
import type { Environment } from "../model/environment/environment";
import type { EmulatorSettings } from "../model/environment/settings/emulator-settings";
import { s3StateLocation, stateObjectKey } from "../model/naming/state-location";
import type { S3StateEnvironment } from "../model/naming/state-location";
import type { CloudStateSettings } from "../model/environment/settings/state-settings";

/**
 * Configures the state backend of a stack. Every stack has its own object key, workspace or file.
 *
 * @param name name of the state within the environment; undefined for the lake itself
 */
export function useBackend(stack: TerraformStack, environment: Environment, name?: string): void {
  const { state } = environment;
  switch (state.type) {
    case "s3":
      useS3(stack, { ...environment, state }, stateObjectKey(environment, name));
      break;
    case "cloud":
      new CloudBackend(stack, {
        organization: state.organization,
        ...(state.hostname === undefined ? {} : { hostname: state.hostname }),
        workspaces: renderWorkspaces(state, name),
      });
      break;
    case "local":
      new LocalBackend(stack, { path: localStatePath(stack, state.folder) });
      break;
  }
}

function useS3(stack: TerraformStack, environment: S3StateEnvironment, key: string): void {
  const { state, emulator } = environment;
  const { bucket, region } = s3StateLocation(environment);
  const backend = new S3Backend(stack, {
    bucket,
    key,
    region,
    // With `encrypt` and no key Terraform requests SSE-S3 instead of the bucket's default encryption with a customer managed key.
    ...(state.kmsKeyId === undefined ? {} : { encrypt: true, kmsKeyId: state.kmsKeyId }),
    ...(state.roleArn === undefined ? {} : { assumeRole: { roleArn: state.roleArn } }),
    ...(emulator === undefined ? {} : renderEmulator(emulator)),
  });
  // CDKTF has no property for the lock file, which replaces the DynamoDB table.
  backend.addOverride("use_lockfile", true);
}

function renderEmulator({ endpointUrl }: EmulatorSettings) {
  return {
    accessKey: "local",
    secretKey: "local",
    usePathStyle: true,
    skipCredentialsValidation: true,
    skipMetadataApiCheck: true,
    endpoints: { s3: endpointUrl, sts: endpointUrl, iam: endpointUrl },
  } satisfies Partial<S3BackendConfig>;
}

function renderWorkspaces({ workspace, project }: CloudStateSettings, name: string | undefined) {
  return "name" in workspace
    ? new NamedCloudWorkspace([workspace.name, name].filter(Boolean).join("-"), project)
    : new TaggedCloudWorkspaces([...workspace.tags], project);
}

/** Relative to the folder in which Terraform runs, so that every clone synthesizes the same. */
function localStatePath(stack: TerraformStack, folder: string): string {
  const workingFolder = resolve(App.of(stack).outdir, "stacks", stack.node.id);
  return relative(workingFolder, resolve(folder, `${stack.node.id}.tfstate`));
}
