import type { PolicyStatement } from "../shared/policy-statement";

/**
 * Most characters of a managed policy.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const maxCharacters = 6144;

/** What is wrong with the size of a managed policy. IAM's form of it is shorter than this one's, which has longer names. */
export function checkPolicySize(policy: string, statements: readonly PolicyStatement[]): string[] {
  const characters = JSON.stringify(
    statements.map((statement) => ({ ...statement, rationale: undefined })),
  ).length;
  if (characters <= maxCharacters) return [];
  return [
    `The policy "${policy}" has ${characters} characters, allowed are ${maxCharacters}: shorten the names of project and environment, or keep fewer names in existing.`,
  ];
}
