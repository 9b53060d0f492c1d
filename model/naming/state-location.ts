import type { Environment } from "../environment/environment";
import { stateBackendNames } from "./names";
import type { S3StateSettings } from "../environment/settings/state-settings";

/** An environment whose state is in S3. */
export type S3StateEnvironment = Environment & { readonly state: S3StateSettings };

/** Location of the states of an environment, with every default applied. */
export interface S3StateLocation {
  readonly bucket: string;
  readonly region: string;
  /** Alias of the key that encrypts the bucket by default. */
  readonly keyAlias: string;
}

/** State name of the stack that contains the state bucket of an environment. */
export const stateBackendStateName = "state-backend";

/** State name of the stack with the roles of the GitHub workflows of an environment. */
export const gitHubStateName = "github";

/** Name of the stack that creates the state bucket of an environment. */
export function stateBackendStackName(environment: string): string {
  return `${environment}-state`;
}

/**
 * Object key of a state in its bucket; each stack of an environment has its own.
 *
 * @param stack name of the state among those of the environment; the lake's own is the default
 */
export function stateObjectKey(
  { project, name }: Pick<Environment, "project" | "name">,
  stack = "terraform",
): string {
  return `${project}/${name}/${stack}.tfstate`;
}

/** Prefix, in the state bucket, of plans that wait for approval; it ends in a slash. */
export function savedPlanPrefix({ project, name }: Pick<Environment, "project" | "name">): string {
  return `${project}/${name}/plans/`;
}

/** Whether the state of an environment is in S3. */
export function hasS3State(environment: Environment): environment is S3StateEnvironment {
  return environment.state.type === "s3";
}

/**
 * Location of the states of an environment.
 *
 * @throws Error when neither the bucket nor the account is known, which `validateState` rejects
 */
export function s3StateLocation({
  project,
  name,
  accountId,
  state,
}: S3StateEnvironment): S3StateLocation {
  const scope = { project, environment: name, accountId: accountId ?? "" };
  const names = stateBackendNames(scope);
  if (state.bucket === undefined && accountId === undefined) {
    throw new Error(`The state bucket of ${name} has no name: neither bucket nor accountId is set`);
  }
  return { bucket: state.bucket ?? names.bucket, region: state.region, keyAlias: names.keyAlias };
}
