import type { Environment } from "../../environment/environment";
import { editEnvironments } from "../config-violation";
import type { ConfigViolation } from "../config-violation";
import { namePrefix } from "../../naming/names";

/**
 * Rejects environments of one account whose name prefixes overlap: policies match the resources of an environment by
 * `<project>-<environment>-*`, so none of these prefixes may be the beginning of another. IAM and S3 names are shared by
 * all regions of an account, so only different accounts separate such environments.
 */
export function rejectSharedPrefixes(environments: readonly Environment[]): ConfigViolation[] {
  const onAws = environments.filter(({ emulator }) => emulator === undefined);
  return onAws.flatMap((environment, index) =>
    onAws.slice(index + 1).flatMap((other) => sharedPrefix(environment, other)),
  );
}

function sharedPrefix(one: Environment, other: Environment): ConfigViolation[] {
  // Environments with the same name and project are reported elsewhere.
  if (one.name === other.name && one.project === other.project) return [];
  if (areInDifferentAccounts(one, other)) return [];
  const [shorter, longer] =
    prefixOf(one).length <= prefixOf(other).length ? [one, other] : [other, one];
  if (!prefixOf(longer).startsWith(prefixOf(shorter))) return [];
  return [
    {
      path: `environments.${longer.name}`,
      problem: `has names that begin like those of the environment ${shorter.name}, whose roles could then change its resources`,
      received: prefixOf(longer),
      expected: `a project and a name that don't begin with "${prefixOf(shorter)}", or another accountId in each of the two`,
      fix: editEnvironments,
    },
  ];
}

function prefixOf({ project, name }: Environment): string {
  return `${namePrefix(project, name)}-`;
}

/** An account that is known only from credentials may be the same. */
function areInDifferentAccounts(one: Environment, other: Environment): boolean {
  return (
    one.accountId !== undefined &&
    other.accountId !== undefined &&
    one.accountId !== other.accountId
  );
}
