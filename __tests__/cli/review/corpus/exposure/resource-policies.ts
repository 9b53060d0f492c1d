import type { CorpusCase } from "../support/corpus-case";
import { create, destroy, update } from "../support/plan-changes";
import { plan } from "../support/corpus-plan";
import { ACCOUNT, OTHER_ACCOUNT, allowTo, policy } from "../support/policy-text";

const other = { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` };
const arn = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${rest}`;

/** Policies that open a resource of another service than S3 and Lambda. */
export const resourcePolicies: readonly CorpusCase[] = [
  {
    name: "lets everybody send to and read from a queue",
    verdict: "look closely",
    source: "checkov CKV_AWS_168: no queue policy allows every principal",
    why: "Everybody reads and forges messages.",
    plan: plan(
      create("aws_sqs_queue_policy.jobs", {
        queue_url: `https://sqs.eu-west-1.amazonaws.com/${ACCOUNT}/jobs`,
        policy: policy(allowTo("*", "sqs:*", { Resource: arn("sqs", "jobs") })),
      }),
    ),
  },
  {
    name: "lets everybody publish to the topic of alarms",
    verdict: "look closely",
    source: "checkov CKV_AWS_169: no topic policy allows every principal",
    why: "Everybody can subscribe to or forge alarms.",
    plan: plan(
      update(
        "aws_sns_topic_policy.alarms",
        {
          arn: arn("sns", "alarms"),
          policy: policy(
            allowTo({ Service: "cloudwatch.amazonaws.com" }, "sns:Publish", {
              Resource: arn("sns", "alarms"),
              Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
            }),
          ),
        },
        {
          policy: policy(
            allowTo("*", ["sns:Publish", "sns:Subscribe"], { Resource: arn("sns", "alarms") }),
          ),
        },
      ),
    ),
  },
  {
    name: "lets another account read a secret",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html; IAM Access Analyzer reports it",
    why: "The password of the database leaves the account.",
    plan: plan(
      create("aws_secretsmanager_secret_policy.database", {
        secret_arn: arn("secretsmanager", "secret:database-AbCdEf"),
        policy: policy(allowTo(other, "secretsmanager:GetSecretValue", { Resource: "*" })),
      }),
    ),
  },
  {
    name: "lets everybody pull from a repository of images",
    verdict: "look closely",
    source: "checkov CKV_AWS_32: no repository of ECR is public",
    why: "Images hold code, and often secrets.",
    plan: plan(
      create("aws_ecr_repository_policy.jobs", {
        repository: "jobs",
        policy: policy(allowTo("*", ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"])),
      }),
    ),
  },
  {
    name: "lets everybody use a key",
    verdict: "look closely",
    source: "checkov CKV_AWS_33: no key policy allows every principal",
    why: "Encryption no longer protects the lake.",
    plan: plan(
      update(
        "aws_kms_key.bucket_key",
        {
          description: "Objects of the lake",
          enable_key_rotation: true,
          is_enabled: true,
          policy: policy(
            allowTo({ AWS: `arn:aws:iam::${ACCOUNT}:root` }, "kms:*", { Resource: "*" }),
          ),
        },
        { policy: policy(allowTo({ AWS: "*" }, "kms:*", { Resource: "*" })) },
      ),
    ),
  },
  {
    name: "grants another account's role the use of a key",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/kms/latest/developerguide/grants.html: a grant works next to the key policy, and is in no policy",
    why: "Another account decrypts the lake.",
    plan: plan(
      create("aws_kms_grant.partner", {
        name: "partner",
        key_id: "11111111-2222-3333-4444-555555555555",
        grantee_principal: `arn:aws:iam::${OTHER_ACCOUNT}:role/reader`,
        operations: ["Decrypt", "DescribeKey"],
      }),
    ),
  },
  {
    name: "lets another account read the catalog by its policy",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/glue/latest/dg/cross-account-access.html: a resource policy shares the catalog",
    why: "Names and locations of all tables are visible outside.",
    plan: plan(
      create("aws_glue_resource_policy.catalog", {
        policy: policy(allowTo(other, "glue:*", { Resource: arn("glue", "*") })),
        enable_hybrid: "TRUE",
      }),
    ),
  },
  {
    name: "gives another account a table by Lake Formation",
    verdict: "look closely",
    source: "https://docs.aws.amazon.com/lake-formation/latest/dg/cross-account-permissions.html",
    why: "The other account reads the table and passes it on.",
    plan: plan(
      create("aws_lakeformation_permissions.partner", {
        principal: OTHER_ACCOUNT,
        permissions: ["SELECT", "DESCRIBE"],
        permissions_with_grant_option: ["SELECT"],
        table: [{ database_name: "lake", name: "events", wildcard: false }],
      }),
    ),
  },
  {
    name: "gives everybody who has a policy of IAM a table by Lake Formation",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/lake-formation/latest/dg/upgrade-glue-lake-formation-background.html: IAMAllowedPrincipals switches Lake Formation's permissions off",
    why: "Lake Formation no longer decides who reads the table.",
    plan: plan(
      create("aws_lakeformation_permissions.iam", {
        principal: "IAM_ALLOWED_PRINCIPALS",
        permissions: ["ALL"],
        permissions_with_grant_option: [],
        table: [{ database_name: "lake", name: "events", wildcard: false }],
      }),
    ),
  },
  {
    name: "makes another role an administrator of the data lake",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/lake-formation/latest/dg/initial-lf-config.html: administrators grant themselves any table",
    why: "The role can read every table.",
    plan: plan(
      update(
        "aws_lakeformation_data_lake_settings.lake",
        { admins: [`arn:aws:iam::${ACCOUNT}:role/admin`], trusted_resource_owners: [] },
        {
          admins: [`arn:aws:iam::${ACCOUNT}:role/admin`, `arn:aws:iam::${ACCOUNT}:role/analyst`],
        },
      ),
    ),
  },
  {
    name: "shares a resource with an account outside of the organization",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/ram/latest/userguide/getting-started-sharing.html: allow_external_principals",
    why: "The subnet is used from another company's account.",
    plan: plan(
      update(
        "aws_ram_resource_share.network",
        { name: "network", allow_external_principals: false },
        { allow_external_principals: true },
      ),
      create("aws_ram_principal_association.partner", {
        principal: OTHER_ACCOUNT,
        resource_share_arn: arn("ram", "resource-share/1"),
      }),
    ),
  },
  {
    name: "lets another account read and write a stream",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/streams/latest/dev/controlling-access.html: resource policies of streams",
    why: "Events leave the account, and foreign ones come in.",
    plan: plan(
      create("aws_kinesis_resource_policy.events", {
        resource_arn: arn("kinesis", "stream/events"),
        policy: policy(
          allowTo(other, ["kinesis:GetRecords", "kinesis:PutRecord"], {
            Resource: arn("kinesis", "stream/events"),
          }),
        ),
      }),
    ),
  },
  {
    name: "lets everybody put events on the bus of the account",
    verdict: "look closely",
    source:
      "AWS Security Hub EventBridge.3 and https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html",
    why: "Foreign events trigger our rules.",
    plan: plan(
      create("aws_cloudwatch_event_permission.all", {
        principal: "*",
        statement_id: "all",
        action: "events:PutEvents",
        event_bus_name: "default",
      }),
    ),
  },
  {
    name: "drops the policy of a vault of backups that denies deletion",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html: deny deletion of recovery points",
    why: "Ransomware deletes backups first.",
    plan: plan(
      destroy("aws_backup_vault_policy.main", {
        backup_vault_name: "main",
        policy: policy({
          Effect: "Deny",
          Principal: "*",
          Action: "backup:DeleteRecoveryPoint",
          Resource: "*",
        }),
      }),
    ),
  },
  {
    name: "mounts a file system for everybody by its policy",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html: which policies of file systems are public",
    why: "Everybody in reach of the network writes as root.",
    plan: plan(
      create("aws_efs_file_system_policy.shared", {
        file_system_id: "fs-11111111",
        policy: policy(
          allowTo({ AWS: "*" }, [
            "elasticfilesystem:ClientMount",
            "elasticfilesystem:ClientRootAccess",
          ]),
        ),
      }),
    ),
  },
];
