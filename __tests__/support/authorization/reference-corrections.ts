/** A condition key that the reference does not list for the actions that have it. */
export interface KeyCorrection {
  readonly actions: RegExp;
  readonly key: RegExp;
  /** In the reference's words. */
  readonly type: string;
  readonly source: string;
}

/** Operators that AWS's own pages use for a key, though the reference gives it another type. */
export interface OperatorCorrection {
  readonly key: RegExp;
  readonly operators: RegExp;
  readonly source: string;
}

/** A form of ARNs that the reference does not list for a resource type of some actions. */
export interface ArnCorrection {
  readonly actions: RegExp;
  readonly resourceType: string;
  readonly arn: string;
  readonly source: string;
}

/** Actions of which the reference says more, or less, than AWS's other documents. */
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
    // OpenID Connect providers have the same keys under their hosts, of which the reference lists a few.
    actions: /^sts:AssumeRoleWithWebIdentity$/,
    key: /^[a-z0-9-]+(\.[a-z0-9-]+)+:(aud|sub)$/,
    type: "String",
    source: `${guides}/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif`,
  },
];

const operators: readonly OperatorCorrection[] = [
  {
    // A string that is an ARN.
    key: /^kms:EncryptionContext:aws:logs:arn$/,
    operators: /^Arn(Equals|Like)$/,
    source: `${guides}/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html`,
  },
];

const arns: readonly ArnCorrection[] = [
  {
    // All but the actions on tags, which take the form of the reference only.
    actions: /^logs:(?!TagResource$|UntagResource$|ListTagsForResource$)/,
    resourceType: "log-group",
    arn: "arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}:*",
    source: `${guides}/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html`,
  },
  {
    // Glue checks a call against all that holds what it concerns, so that its own examples name the three together.
    actions: /^glue:(Create|Get|Update)Database$/,
    resourceType: "database",
    arn: "arn:${Partition}:glue:${Region}:${Account}:table/${DatabaseName}/${TableName}",
    source: `${guides}/glue/latest/dg/glue-specifying-resource-arns.html#data-catalog-resource-arns`,
  },
];

/**
 * Actions that are allowed on `*` only, though the reference gives them an optional resource type: until 2026 it gave them
 * none, their requests name a subscription, and SNS knows no resource but topics.
 */
const withoutResourceTypes: readonly ActionCorrection[] = [
  {
    actions: /^sns:(GetSubscriptionAttributes|Unsubscribe)$/,
    source: `${guides}/service-authorization/latest/reference/list_amazonsns.html`,
  },
];

/** Actions whose required resource types exclude each other: each call has one of them. */
const alternatives: readonly ActionCorrection[] = [
  {
    actions: /:(List)?(Tag|Untag|Tags)(ForResource|Resource)$/,
    source: `${guides}/service-authorization/latest/reference/list_amazonathena.html`,
  },
];

/**
 * Actions that take others in the caller's name: tags that are given at once, as Terraform does, and roles that are passed.
 * The reference's machine-readable form, which the package is made of, has none of them.
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
      /^(firehose:(CreateDeliveryStream|UpdateDestination)|glue:(Create|Update)Crawler|lambda:(CreateFunction|UpdateFunctionConfiguration))$/,
    needs: "iam:PassRole",
    source: `${guides}/IAM/latest/UserGuide/id_roles_use_passrole.html`,
  },
];

/** Required resources of an action that another policy allows: that of the key itself. */
const allowedByKeyPolicies: readonly ActionCorrection[] = [
  {
    actions: /^kms:(Create|Delete|Update)Alias$/,
    source: `${guides}/kms/latest/APIReference/API_CreateAlias.html`,
  },
];

/** Where the service authorization reference is silent, or disagrees with AWS's other documents. */
export const corrections = {
  conditionKeys,
  operators,
  arns,
  withoutResourceTypes,
  alternatives,
  dependentActions,
  allowedByKeyPolicies,
};
