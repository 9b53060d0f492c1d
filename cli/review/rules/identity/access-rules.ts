import type { ReviewedPlan } from "../../plan/reviewed-plan";
import { isUnknownAt, textsAt, valueAt } from "../../plan/values-at";
import { existingAfter, previousValues } from "../previous-values";
import type { ReviewRule, RuleMatch } from "../review-rule";

/** Types whose existence gives somebody access, and what it means. */
export const accessTypes: Readonly<Record<string, string>> = {
  aws_iam_access_key: "creates a long-lived access key",
  aws_iam_user: "creates a user, whose credentials are long-lived",
  aws_iam_user_login_profile: "gives a user a password for the console",
  aws_iam_user_ssh_key: "gives a user an SSH key",
  aws_iam_signing_certificate: "gives a user a certificate to sign requests with",
  aws_iam_service_specific_credential: "gives a user a password for a service",
  aws_iam_openid_connect_provider: "trusts the tokens of an identity provider",
  aws_iam_saml_provider: "trusts the assertions of an identity provider",
  aws_rolesanywhere_trust_anchor: "trusts the certificates of an authority",
  aws_rolesanywhere_profile: "lets workloads outside of AWS assume roles",
  aws_ssoadmin_account_assignment: "gives a permission set of an account to a user or group",
  aws_ssoadmin_application_assignment: "gives an application to a user or group",
  aws_ssoadmin_customer_managed_policy_attachment: "adds a policy to a permission set",
  aws_identitystore_group_membership: "adds a user to a group",
  aws_identitystore_user: "creates a user of the identity center",
  aws_organizations_delegated_administrator: "lets another account administer a service",
  aws_organizations_account: "creates an account",
  aws_eks_access_entry: "lets an identity into a cluster",
  aws_eks_access_policy_association: "gives an identity permissions in a cluster",
  aws_eks_pod_identity_association: "gives pods the permissions of a role",
  aws_cognito_identity_pool_roles_attachment: "gives identities of a pool roles",
  aws_transfer_access: "lets a group into a file server",
  aws_transfer_user: "lets a user into a file server",
  aws_transfer_ssh_key: "lets a user of a file server in by a key",
};

/** Lists of members, by type: more members are more access. */
export const memberLists: Readonly<Record<string, string>> = {
  aws_iam_group_membership: "users",
  aws_iam_user_group_membership: "groups",
  aws_iam_openid_connect_provider: "client_id_list",
};

/** Rules about identities themselves. */
export const accessRules: readonly ReviewRule[] = [
  {
    id: "identity/new-access",
    title: "Somebody gets access",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp and checkov CKV_AWS_273",
    level: "look closely",
    find: ({ changes }) =>
      existingAfter(changes, Object.keys(accessTypes))
        .filter((change) => previousValues(change) === null || change.kind === "replace")
        .map(({ address, type }) => ({ address, message: accessTypes[type] ?? "" })),
  },
  {
    id: "identity/new-member",
    title: "A group gets members",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html",
    level: "look closely",
    find: ({ changes }) =>
      existingAfter(changes, Object.keys(memberLists)).flatMap((change): RuleMatch[] => {
        const path = memberLists[change.type] ?? "";
        const before = textsAt(previousValues(change), path);
        const added = textsAt(change.after, path).filter((each) => !before.includes(each));
        const more = added.join(", ") || (isUnknownAt(change.unknown, path) ? "unknown ones" : "");
        return more === "" ? [] : [{ address: change.address, message: `adds ${path}: ${more}` }];
      }),
  },
  {
    id: "identity/permissions-boundary",
    title: "The boundary of an identity's permissions is removed or changed",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    level: "look closely",
    find: ({ changes }) =>
      existingAfter(changes, ["aws_iam_role", "aws_iam_user"]).flatMap((change): RuleMatch[] => {
        const [was] = textsAt(change.before, "permissions_boundary");
        const [is] = textsAt(change.after, "permissions_boundary");
        if (was === undefined || was === is) return [];
        const later = isUnknownAt(change.unknown, "permissions_boundary");
        const what = is ?? (later ? "one that is known only after apply" : undefined);
        return [
          {
            address: change.address,
            message:
              what === undefined
                ? `loses its permissions boundary ${was}`
                : `has its permissions boundary changed from ${was} to ${what}`,
          },
        ];
      }),
  },
  {
    id: "identity/session-duration",
    title: "Sessions of an identity last longer",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html#id_roles_update-session-duration",
    level: "look closely",
    find: longerSessions,
  },
];

function longerSessions({ changes }: ReviewedPlan): RuleMatch[] {
  const roles = existingAfter(changes, ["aws_iam_role"]).flatMap((change) => {
    const [was, is] = [previousValues(change), change.after].map((values) =>
      Number(valueAt(values, "max_session_duration") ?? 3600),
    );
    return was !== undefined && is !== undefined && change.before !== null && is > was
      ? [
          {
            address: change.address,
            message: `has sessions of up to ${is} s instead of ${was} s`,
          },
        ]
      : [];
  });
  const sets = existingAfter(changes, ["aws_ssoadmin_permission_set"]).flatMap((change) => {
    const [was] = textsAt(change.before, "session_duration");
    const [is] = textsAt(change.after, "session_duration");
    return was !== undefined && is !== undefined && hoursOf(is) > hoursOf(was)
      ? [
          {
            address: change.address,
            message: `has sessions of ${is} instead of ${was}`,
          },
        ]
      : [];
  });
  return [...roles, ...sets];
}

/** Hours of an ISO 8601 duration such as `PT1H30M`; without end where it has another form. */
function hoursOf(duration: string): number {
  const [, days = 0, hours = 0, minutes = 0] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(
    duration,
  ) ?? [undefined, Infinity];
  return Number(days) * 24 + Number(hours) + Number(minutes) / 60;
}
