import type { Environment } from "../../environment/environment";
import { editEnvironments } from "../config-violation";
import type { ConfigViolation } from "../config-violation";
import { namePrefix } from "../../naming/names";

/**
 * Environments of one account whose names could be taken for another's: roles and policies name what is an
 * environment's by `<project>-<environment>-*`, so none of these prefixes may begin another. IAM and S3 have one space of
 * names for all regions of an account, so only different accounts keep such environments apart.
 */
export function rejectSharedPrefixes(environments: readonly Environment[]): ConfigViolation[] {
  const onAws = environments.filter(({ emulator }) => emulator === undefined);
  return onAws.flatMap((environment, index) =>
    onAws.slice(index + 1).flatMap((other) => sharedPrefix(environment, other)),
  );
}

function sharedPrefix(one: Environment, other: Environment): ConfigViolation[] {
  // Two of one name and project are reported as such.
  if (one.name === other.name && one.project === other.project) return [];
  if (areInDifferentAccounts(one, other)) return [];
  const [shorter, longer] =
    prefixOf(one).length <= prefixOf(other).length ? [one, other] : [other, one];
  if (!prefixOf(longer).startsWith(prefixOf(shorter))) return [];
  return [
    {
      path: `environments.${longer.name}`,
      problem: `has names that begin as those of the environment ${shorter.name} do, whose roles could then change them`,
      received: prefixOf(longer),
      expected: `a project and a name that don't begin with "${prefixOf(shorter)}", or another accountId in each of the two`,
      fix: editEnvironments,
    },
  ];
}

function prefixOf({ project, name }: Environment): string {
  return `${namePrefix(project, name)}-`;
}

/** An account that only the credentials tell may be the same. */
function areInDifferentAccounts(one: Environment, other: Environment): boolean {
  return (
    one.accountId !== undefined &&
    other.accountId !== undefined &&
    one.accountId !== other.accountId
  );
}
