/** A condition key that the reference does not list for an action that supports it. */
export interface KeyCorrection {
  readonly actions: RegExp;
  readonly key: RegExp;
  /** In the reference's terms. */
  readonly type: string;
  readonly source: string;
}

/** Operators that AWS's documentation uses for a key, although the reference lists another type. */
export interface OperatorCorrection {
  readonly key: RegExp;
  readonly operators: RegExp;
  readonly source: string;
}

/** An ARN format that the reference does not list for a resource type. */
export interface ArnCorrection {
  readonly actions: RegExp;
  readonly resourceType: string;
  readonly arn: string;
  readonly source: string;
}

/** Actions for which the reference differs from AWS's other documentation. */
export interface ActionCorrection {
  readonly actions: RegExp;
  readonly source: string;
}

/** An action that takes another in the caller's name. */
export interface DependentAction extends ActionCorrection {
  readonly needs: string;
  /** Roles that never ask for what takes the other action. */
  readonly except?: { readonly roles: RegExp; readonly source: string };
}

const guides = "https://docs.aws.amazon.com";

const conditionKeys: readonly KeyCorrection[] = [
  {
    // The keys of each OpenID Connect provider begin with its host; the reference lists only some hosts.
    actions: /^sts:AssumeRoleWithWebIdentity$/,
    key: /^[a-z0-9-]+(\.[a-z0-9-]+)+:(aud|sub)$/,
    type: "String",
    source: `${guides}/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif`,
  },
];

const operators: readonly OperatorCorrection[] = [
  {
    // The reference lists it as a string, but its values are ARNs.
    key: /^kms:EncryptionContext:aws:logs:arn$/,
    operators: /^Arn(Equals|Like)$/,
    source: `${guides}/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html`,
  },
];

const arns: readonly ArnCorrection[] = [
  {
    // All actions except those on tags, which only accept the format of the reference.
    actions: /^logs:(?!TagResource$|UntagResource$|ListTagsForResource$)/,
    resourceType: "log-group",
    arn: "arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}:*",
    source: `${guides}/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html`,
  },
  {
    // Glue also checks calls against ancestors and descendants of a resource; AWS's examples list all of them.
    actions: /^glue:(Create|Get|Update)Database$/,
    resourceType: "database",
    arn: "arn:${Partition}:glue:${Region}:${Account}:table/${DatabaseName}/${TableName}",
    source: `${guides}/glue/latest/dg/glue-specifying-resource-arns.html#data-catalog-resource-arns`,
  },
];

/**
 * Actions that can only be allowed on `*`, although the reference lists an optional resource type: until 2026 it listed
 * none, their requests name a subscription, and topics are the only resource type of SNS.
 */
const withoutResourceTypes: readonly ActionCorrection[] = [
  {
    actions: /^sns:(GetSubscriptionAttributes|Unsubscribe)$/,
    source: `${guides}/service-authorization/latest/reference/list_amazonsns.html`,
  },
];

/** Actions whose required resource types are alternatives: each call has exactly one of them. */
const alternatives: readonly ActionCorrection[] = [
  {
    actions: /:(List)?(Tag|Untag|Tags)(ForResource|Resource)$/,
    source: `${guides}/service-authorization/latest/reference/list_amazonathena.html`,
  },
];

/**
 * Actions that require further permissions of the caller: to tag on creation, as Terraform does, and to pass roles. The
 * machine-readable reference, from which the package is generated, does not contain them.
 */
const dependentActions: readonly DependentAction[] = [
  {
    actions: /^cloudwatch:PutMetricAlarm$/,
    needs: "cloudwatch:TagResource",
    source: `${guides}/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html`,
  },
  {
    actions: /^events:PutRule$/,
    needs: "events:TagResource",
    source: `${guides}/eventbridge/latest/APIReference/API_PutRule.html`,
  },
  {
    actions: /^firehose:CreateDeliveryStream$/,
    needs: "firehose:TagDeliveryStream",
    source: `${guides}/firehose/latest/APIReference/API_CreateDeliveryStream.html`,
  },
  {
    actions: /^kinesis:CreateStream$/,
    needs: "kinesis:AddTagsToStream",
    source: `${guides}/kinesis/latest/APIReference/API_CreateStream.html`,
  },
  {
    actions: /^kms:CreateKey$/,
    needs: "kms:TagResource",
    source: `${guides}/kms/latest/APIReference/API_CreateKey.html`,
  },
  {
    actions: /^logs:CreateLogGroup$/,
    needs: "logs:TagResource",
    source: `${guides}/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html`,
    // Only groups that are created with tags need it, and AWS's policy for crawlers has no action on the tags of log groups.
    except: {
      roles: /_crawler_role$|^analyst$/,
      source: `${guides}/aws-managed-policy/latest/reference/AWSGlueServiceRole.html`,
    },
  },
  {
    actions: /^s3:CreateBucket$/,
    needs: "s3:TagResource",
    source: `${guides}/AmazonS3/latest/API/API_CreateBucket.html`,
  },
  {
    actions: /^sns:CreateTopic$/,
    needs: "sns:TagResource",
    source: `${guides}/sns/latest/api/API_CreateTopic.html`,
  },
  {
    actions:
      /^(firehose:(CreateDeliveryStream|UpdateDestination)|glue:(Create|Update)(Crawler|TableOptimizer)|lambda:(CreateFunction|UpdateFunctionConfiguration))$/,
    needs: "iam:PassRole",
    source: `${guides}/IAM/latest/UserGuide/id_roles_use_passrole.html`,
  },
];

/** Actions whose required key is allowed by the policy of the key itself. */
const allowedByKeyPolicies: readonly ActionCorrection[] = [
  {
    actions: /^kms:(Create|Delete|Update)Alias$/,
    source: `${guides}/kms/latest/APIReference/API_CreateAlias.html`,
  },
];

/** Where the service authorization reference is incomplete, or differs from AWS's other documentation. */
export const corrections = {
  conditionKeys,
  operators,
  arns,
  withoutResourceTypes,
  alternatives,
  dependentActions,
  allowedByKeyPolicies,
};
