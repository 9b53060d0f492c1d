import { checkText } from "./fault";
import type { Fault } from "./fault";
import { nameRules, ruleInWords } from "./name-rules";
import type { StateSettings } from "./state-settings";
import { arnForm, regionForm } from "./text-forms";

const stateTypes = {
  pattern: /^(s3|cloud|local)$/,
  allowed: 'of the type "s3", "cloud" or "local"',
};

/** What is wrong with the state settings at a path. */
export function validateState(path: string, state: StateSettings | undefined): Fault[] {
  if (state === undefined) return checkText(path, state, stateTypes);
  switch (state.type) {
    case "s3":
      return [
        ...checkText(`${path}.bucket`, state.bucket, {
          pattern: nameRules.bucket.pattern,
          allowed: ruleInWords(nameRules.bucket),
        }),
        ...checkText(`${path}.region`, state.region, regionForm),
        ...(state.kmsKeyId === undefined
          ? []
          : checkText(`${path}.kmsKeyId`, state.kmsKeyId, arnForm("kms"))),
        ...(state.roleArn === undefined
          ? []
          : checkText(`${path}.roleArn`, state.roleArn, arnForm("iam"))),
      ];
    case "cloud":
      return [
        ...checkText(`${path}.organization`, state.organization, {
          pattern: /^[A-Za-z0-9_-]+$/,
          allowed: "the name of an organization: letters, digits, hyphens and underscores",
        }),
        ...validateWorkspace(`${path}.workspace`, state.workspace),
      ];
    case "local":
      return checkText(`${path}.folder`, state.folder, {
        pattern: /./,
        allowed: "the path of a folder",
      });
    default:
      // A type that TypeScript would not have let through.
      return checkText(`${path}.type`, (state as { readonly type?: unknown }).type, stateTypes);
  }
}

function validateWorkspace(
  path: string,
  workspace: { readonly name?: unknown; readonly tags?: unknown },
): Fault[] {
  const name = {
    pattern: /^[A-Za-z0-9_-]{1,90}$/,
    allowed: "1 to 90 letters, digits, hyphens and underscores",
  };
  if (workspace.tags === undefined) return checkText(`${path}.name`, workspace.name, name);
  const tags: readonly unknown[] = Array.isArray(workspace.tags) ? workspace.tags : [];
  // Without a tag, every workspace of the organization would match.
  if (tags.length === 0) return checkText(`${path}.tags[0]`, undefined, name);
  return tags.flatMap((tag, index) => checkText(`${path}.tags[${index}]`, tag, name));
}
