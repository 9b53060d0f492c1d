import { checkOneOf, checkText } from "../config-violation";
import type { ConfigViolation } from "../config-violation";
import type { GitHubSettings } from "../../environment/settings/github-settings";

/** Validates the repository that may deploy. A wildcard would give access to other repositories. */
export function validateGitHub(path: string, github: GitHubSettings): ConfigViolation[] {
  const { repository, branch, identityProvider, rolesMadeBy } = github;
  return [
    ...checkText(`${path}.repository`, repository, {
      pattern: /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/,
      expected: 'owner and name of one repository, such as "my-company/data-lake"',
    }),
    ...(branch === undefined
      ? []
      : checkText(`${path}.branch`, branch, {
          pattern: /^[A-Za-z0-9._/-]{1,255}$/,
          expected: "the name of one branch, without wildcards",
        })),
    ...checkOneOf(`${path}.identityProvider`, identityProvider, ["create", "existing"]),
    ...checkOneOf(`${path}.rolesMadeBy`, rolesMadeBy, ["people", "workflows"]),
  ];
}
