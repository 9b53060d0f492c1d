import { ownAccounts } from "../../plan/own-accounts";
import type { ReviewedChange, ReviewedPlan } from "../../plan/reviewed-plan";
import { isCreatedHere } from "../../plan/references";
import { textsAt } from "../../plan/values-at";
import { existingAfter, previousValues } from "../previous-values";
import type { ReviewRule, RuleMatch } from "../review-rule";

/** Types whose existence shares something, and what it means. */
export const sharingTypes: Readonly<Record<string, string>> = {
  aws_ami_launch_permission: "lets others start an image",
  aws_snapshot_create_volume_permission: "lets others copy a snapshot",
  aws_kms_grant: "lets somebody use a key",
  aws_ram_principal_association: "shares resources with an account",
  aws_ram_resource_association: "shares a resource",
  aws_ram_sharing_with_organization: "lets the organisation share resources",
  aws_lambda_layer_version_permission: "lets others use a layer",
  aws_vpc_endpoint_service_allowed_principal: "lets somebody connect to a service",
  aws_redshift_data_share_authorization: "shares data of a cluster",
  aws_redshift_endpoint_authorization: "lets another account connect to a cluster",
  aws_lakeformation_data_lake_settings: "decides who administers the data lake",
  aws_lakeformation_opt_in: "changes who decides about permissions of the data lake",
  aws_cloudwatch_event_permission: "lets others send events to a bus",
  aws_signer_signing_profile_permission: "lets others sign code",
  aws_servicecatalog_principal_portfolio_association: "lets somebody deploy products",
  aws_cloudfront_public_key: "trusts a key for signed addresses",
  aws_acmpca_permission: "lets a service issue certificates",
  aws_oam_link: "shares telemetry with another account",
  aws_datazone_environment_blueprint_configuration: "gives a role to environments",
};

/** Lists of those with whom something is shared, by type. */
export const sharedWith: Readonly<Record<string, readonly string[]>> = {
  aws_db_snapshot: ["shared_accounts"],
  aws_db_snapshot_copy: ["shared_accounts"],
  aws_rds_cluster_snapshot_copy: ["shared_accounts"],
  aws_db_cluster_snapshot: ["shared_accounts"],
  aws_ssm_document: ["permissions.account_ids"],
  aws_vpc_endpoint_service: ["allowed_principals"],
  aws_s3_bucket_acl: [
    "access_control_policy.grant.grantee.id",
    "access_control_policy.grant.grantee.email_address",
  ],
};

/** Rules about what is shared with others. */
export const sharingRules: readonly ReviewRule[] = [
  {
    id: "exposure/lambda-permission",
    title: "A function can be called by everyone, by another account, or for another account",
    source: "checkov CKV_AWS_301, CKV_AWS_364",
    level: "look closely",
    find: (plan) => {
      const accounts = ownAccounts(plan);
      return existingAfter(plan.changes, ["aws_lambda_permission"]).flatMap((change) => {
        const problem = permissionProblem(change, accounts);
        return problem === undefined || isWithinBefore(change)
          ? []
          : [{ address: change.address, message: problem }];
      });
    },
  },
  {
    id: "exposure/shared",
    title: "Something is shared with others",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-resources.html",
    level: "look closely",
    find: ({ changes }) => [
      ...existingAfter(changes, Object.keys(sharingTypes))
        .filter((change) => previousValues(change) === null || change.kind === "replace")
        .map(({ address, type }) => ({ address, message: sharingTypes[type] ?? "" })),
      ...existingAfter(changes, Object.keys(sharedWith)).flatMap(sharedMatches),
    ],
  },
  {
    id: "exposure/data-lake-permissions",
    title: "Lake Formation gives somebody more than before, everyone something, or a grant option",
    source: "https://docs.aws.amazon.com/lake-formation/latest/dg/lf-permissions-reference.html",
    level: "look closely",
    find: (plan) =>
      existingAfter(plan.changes, ["aws_lakeformation_permissions"]).flatMap((change) =>
        lakePermissionProblems(plan, change).map((message) => ({
          address: change.address,
          message,
        })),
      ),
  },
];

function permissionProblem(
  { after }: ReviewedChange,
  accounts: ReadonlySet<string>,
): string | undefined {
  const [principal = ""] = textsAt(after, "principal");
  const restricted = ["source_account", "source_arn", "principal_org_id"].filter(
    (name) => textsAt(after, name).length > 0,
  );
  if (principal === "*") {
    return restricted.length > 0 ? undefined : "lets everyone call the function";
  }
  if (principal.endsWith(".amazonaws.com")) {
    return restricted.length > 0
      ? undefined
      : `lets ${principal} call the function for every account: neither source_arn nor source_account`;
  }
  const account = /(\d{12})/.exec(principal)?.[1];
  if (account !== undefined && accounts.has(account)) return undefined;
  return `lets another account call the function: ${principal}`;
}

function isWithinBefore(change: ReviewedChange): boolean {
  const before = previousValues(change);
  return (
    before !== null &&
    ["principal", "source_account", "source_arn", "principal_org_id"].every(
      (name) => textsAt(before, name).join() === textsAt(change.after, name).join(),
    )
  );
}

function sharedMatches(change: ReviewedChange): RuleMatch[] {
  return (sharedWith[change.type] ?? []).flatMap((path) => {
    const before = textsAt(previousValues(change), path);
    const added = textsAt(change.after, path).filter((each) => !before.includes(each));
    const isNewAcl = change.type === "aws_s3_bucket_acl" && change.before === null;
    return added.length === 0 || isNewAcl
      ? []
      : [{ address: change.address, message: `is shared with ${added.join(", ")}` }];
  });
}

function lakePermissionProblems(plan: ReviewedPlan, change: ReviewedChange): string[] {
  const before = previousValues(change);
  const added = (name: string) =>
    textsAt(change.after, name).filter((each) => !textsAt(before, name).includes(each));
  const [principal = ""] = textsAt(change.after, "principal");
  const [account] = /^\d{12}$|(?<=:iam::)\d{12}(?=:)/.exec(principal) ?? [];
  const accounts = ownAccounts(plan);
  const isNewDatabase = ["database.name", "table.database_name", "table_with_columns.database_name"]
    .flatMap((path) => textsAt(change.after, path))
    .every((name) => isCreatedHere(plan, name));
  const granted = [...new Set(added("permissions"))];
  return [
    ...(/^(?:IAM_ALLOWED_PRINCIPALS|EVERYONE|.*:IAMPrincipals)$/.test(principal) && before === null
      ? [`gives permissions to everyone of ${principal}`]
      : []),
    ...(account !== undefined && before === null && accounts.size > 0 && !accounts.has(account)
      ? [`gives permissions to another account: ${account}`]
      : []),
    ...(added("permissions_with_grant_option").length > 0
      ? [`lets ${principal} pass on ${added("permissions_with_grant_option").join(", ")}`]
      : []),
    ...(granted.length > 0 && !isNewDatabase
      ? [`gives ${principal} ${granted.join(", ")} on data that exists`]
      : []),
  ];
}
