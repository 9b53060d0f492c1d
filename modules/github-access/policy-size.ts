import type { PolicyStatement } from "../shared/policy-statement";

/**
 * Maximum characters of a managed policy.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const maxCharacters = 6144;

/** Rejects a managed policy that is too large. The document that IAM gets is shorter than the statements measured here. */
export function checkPolicySize(policy: string, statements: readonly PolicyStatement[]): string[] {
  const characters = JSON.stringify(
    statements.map((statement) => ({ ...statement, rationale: undefined })),
  ).length;
  if (characters <= maxCharacters) return [];
  return [
    `The policy "${policy}" has ${characters} characters, expected at most ${maxCharacters}: shorten the names of project and environment, or list fewer resources in existing.`,
  ];
}
