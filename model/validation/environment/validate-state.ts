import type { Environment } from "../../environment/environment";
import { checkText, editEnvironments } from "../config-violation";
import type { ConfigViolation } from "../config-violation";
import { nameProblem, nameRules, describeRule } from "../../naming/name-rules";
import { stateBackendNames } from "../../naming/names";
import type { StateSettings } from "../../environment/settings/state-settings";
import { arnPattern, regionPattern } from "../patterns";

const stateTypes = {
  pattern: /^(s3|cloud|local)$/,
  expected: 'of the type "s3", "cloud" or "local"',
};

/** Validates the state settings of an environment. */
export function validateState(
  environmentPath: string,
  environment: Environment,
): ConfigViolation[] {
  const path = `${environmentPath}.state`;
  const state: StateSettings | undefined = environment.state;
  if (state === undefined) return checkText(path, state, stateTypes);
  switch (state.type) {
    case "s3":
      return [
        ...validateBucket(path, state.bucket, environment),
        ...checkText(`${path}.region`, state.region, regionPattern),
        ...(state.kmsKeyId === undefined
          ? []
          : checkText(`${path}.kmsKeyId`, state.kmsKeyId, arnPattern("kms"))),
        ...(state.roleArn === undefined
          ? []
          : checkText(`${path}.roleArn`, state.roleArn, arnPattern("iam"))),
      ];
    case "cloud":
      return [
        ...checkText(`${path}.organization`, state.organization, {
          pattern: /^[A-Za-z0-9_-]+$/,
          expected: "the name of an organization: letters, digits, hyphens and underscores",
        }),
        ...validateWorkspace(`${path}.workspace`, state.workspace),
      ];
    case "local":
      return checkText(`${path}.folder`, state.folder, {
        pattern: /./,
        expected: "the path of a folder",
      });
    default:
      // Only untyped code gets here.
      return checkText(`${path}.type`, (state as { readonly type?: unknown }).type, stateTypes);
  }
}

function validateBucket(
  path: string,
  bucket: unknown,
  environment: Environment,
): ConfigViolation[] {
  if (bucket === undefined && environment.accountId === undefined) {
    return [
      {
        path: `${path}.bucket`,
        problem: "is missing, and without accountId it has no default",
        received: bucket,
        expected: describeRule(nameRules.bucket),
        fix: "Set accountId of the environment, or name a bucket, in config/environments.ts.",
      },
    ];
  }
  const { project, name, accountId = "" } = environment;
  const defaultName = stateBackendNames({ project, environment: name, accountId }).bucket;
  const received = bucket ?? defaultName;
  const problem =
    typeof received === "string"
      ? nameProblem(nameRules.bucket, received)
      : "has an invalid format";
  if (problem === undefined) return [];
  return [
    {
      path: `${path}.bucket`,
      problem,
      received,
      expected: describeRule(nameRules.bucket),
      fix: editEnvironments,
    },
  ];
}

function validateWorkspace(
  path: string,
  workspace: { readonly name?: unknown; readonly tags?: unknown },
): ConfigViolation[] {
  const name = {
    pattern: /^[A-Za-z0-9_-]{1,90}$/,
    expected: "1 to 90 letters, digits, hyphens and underscores",
  };
  if (workspace.tags === undefined) return checkText(`${path}.name`, workspace.name, name);
  const tags: readonly unknown[] = Array.isArray(workspace.tags) ? workspace.tags : [];
  // Without a tag, every workspace of the organization would match.
  if (tags.length === 0) return checkText(`${path}.tags[0]`, undefined, name);
  return tags.flatMap((tag, index) => checkText(`${path}.tags[${index}]`, tag, name));
}
