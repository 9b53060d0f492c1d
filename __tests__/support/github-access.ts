import { Testing } from "cdktf";
import type { Environment } from "../../config/environment";
import type { GitHubSettings } from "../../config/github-settings";
import { GitHubAccessStack } from "../../stacks/github-access-stack";
import { toIam } from "./iam-policy";
import { environmentOf, parseStack } from "./synth";
import type { SynthesizedStack } from "./synth";

export const ACCOUNT = "111122223333";
export const gitHubEnvironment = environmentOf("prod", { accountId: ACCOUNT });

/** A role that workflows assume, by its address. */
export type WorkflowRole = "review_role" | "deploy_role";

/** The stack of the roles of a repository's workflows. */
export function gitHubAccess(
  github: Partial<GitHubSettings> = {},
  changes: Partial<Environment> = {},
): SynthesizedStack {
  return parseStack(
    new GitHubAccessStack(Testing.app({ stackTraces: false }), {
      environment: { ...gitHubEnvironment, ...changes },
      github: { repository: "my-company/data-lake", ...github },
    }),
  );
}

/** Statements of each policy of a role, as IAM keeps them. */
export function policiesOf(stack: SynthesizedStack, role: WorkflowRole) {
  return stack.policyDocuments
    .filter((document) => document.startsWith(role) && document.endsWith("_permissions"))
    .map((document) => Object.values(stack.statements(document)).map(toIam));
}

/** Every action that a role's policies name. */
export function allowedActions(role: WorkflowRole): string[] {
  return policiesOf(gitHubAccess(), role)
    .flat()
    .flatMap(({ Action }) => Action);
}
