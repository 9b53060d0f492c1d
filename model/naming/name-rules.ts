/** What a service accepts as a name of one kind of resource. */
export interface NameRule {
  /** The kind of resource. */
  readonly what: string;
  readonly maxLength: number;
  readonly minLength: number;
  readonly pattern: RegExp;
  /** The pattern as text. */
  readonly characters: string;
  /** Documentation of the rule. */
  readonly source: string;
}

const letters = "letters, digits, hyphens, underscores and dots";

/** Rules for the names of all resources of the lake. */
export const nameRules = {
  bucket: {
    what: "S3 bucket",
    minLength: 3,
    maxLength: 63,
    // Dots are allowed by S3 but break TLS: its wildcard certificate covers a single label.
    pattern: /^(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9][a-z0-9-]*[a-z0-9](?<!-s3alias|--ol-s3)$/,
    characters: "lower-case letters, digits and hyphens, with a letter or digit at both ends",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
  },
  keyAlias: {
    what: "KMS alias",
    minLength: 7,
    maxLength: 256,
    pattern: /^alias\/(?!aws\/)[A-Za-z0-9/_-]+$/,
    characters: "alias/ and letters, digits, hyphens, underscores and slashes",
    source: "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html",
  },
  stream: {
    what: "Kinesis stream",
    minLength: 1,
    maxLength: 128,
    pattern: /^[A-Za-z0-9_.-]+$/,
    characters: letters,
    source: "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html",
  },
  deliveryStream: {
    what: "Firehose stream",
    minLength: 1,
    maxLength: 64,
    pattern: /^[A-Za-z0-9_.-]+$/,
    characters: letters,
    source:
      "https://docs.aws.amazon.com/firehose/latest/APIReference/API_CreateDeliveryStream.html",
  },
  lambdaFunction: {
    what: "Lambda function",
    minLength: 1,
    maxLength: 64,
    pattern: /^[A-Za-z0-9_-]+$/,
    characters: "letters, digits, hyphens and underscores",
    source: "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html",
  },
  role: {
    what: "IAM role",
    minLength: 1,
    maxLength: 64,
    pattern: /^[A-Za-z0-9_+=,.@-]+$/,
    characters: "letters, digits and _+=,.@-",
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
  },
  policy: {
    what: "IAM policy",
    minLength: 1,
    maxLength: 128,
    pattern: /^[A-Za-z0-9_+=,.@-]+$/,
    characters: "letters, digits and _+=,.@-",
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html",
  },
  logGroup: {
    what: "log group",
    minLength: 1,
    maxLength: 512,
    pattern: /^[A-Za-z0-9_./#-]+$/,
    characters: "letters, digits and _-/.#",
    source:
      "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html",
  },
  database: {
    what: "Glue database",
    minLength: 1,
    maxLength: 255,
    pattern: /^[a-z][a-z0-9_]*$/,
    characters: "lower-case letters, digits and underscores, so that SQL needs no quotes",
    source: "https://docs.aws.amazon.com/athena/latest/ug/tables-databases-columns-names.html",
  },
  /** What Glue accepts: the name of an existing database may need quotes in SQL. */
  existingDatabase: {
    what: "Glue database",
    minLength: 1,
    maxLength: 255,
    pattern: /^[a-z0-9_-]+$/,
    characters: "lower-case letters, digits, underscores and hyphens",
    source: "https://docs.aws.amazon.com/athena/latest/ug/tables-databases-columns-names.html",
  },
  table: {
    what: "Glue table",
    minLength: 1,
    maxLength: 255,
    pattern: /^[a-z][a-z0-9_]*$/,
    characters: "lower-case letters, digits and underscores, so that SQL needs no quotes",
    source: "https://docs.aws.amazon.com/athena/latest/ug/tables-databases-columns-names.html",
  },
  crawler: {
    what: "Glue crawler",
    minLength: 1,
    maxLength: 255,
    pattern: /^[A-Za-z0-9_.-]+$/,
    characters: letters,
    source: "https://docs.aws.amazon.com/glue/latest/webapi/API_CreateCrawler.html",
  },
  securityConfiguration: {
    what: "Glue security configuration",
    minLength: 1,
    maxLength: 255,
    pattern: /^[A-Za-z0-9_.-]+$/,
    characters: letters,
    source: "https://docs.aws.amazon.com/glue/latest/webapi/API_CreateSecurityConfiguration.html",
  },
  topic: {
    what: "SNS topic",
    minLength: 1,
    maxLength: 256,
    pattern: /^[A-Za-z0-9_-]+$/,
    characters: "letters, digits, hyphens and underscores",
    source: "https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html",
  },
  dashboard: {
    what: "CloudWatch dashboard",
    minLength: 1,
    maxLength: 255,
    pattern: /^[A-Za-z0-9_-]+$/,
    characters: "letters, digits, hyphens and underscores",
    source:
      "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html",
  },
  eventRule: {
    what: "EventBridge rule",
    minLength: 1,
    maxLength: 64,
    pattern: /^[A-Za-z0-9_.-]+$/,
    characters: letters,
    source: "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html",
  },
  workGroup: {
    what: "Athena workgroup",
    minLength: 1,
    maxLength: 128,
    pattern: /^[A-Za-z0-9_.-]+$/,
    characters: letters,
    source: "https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateWorkGroup.html",
  },
} as const satisfies Record<string, NameRule>;

// The only part of a name that is unknown before the apply is an account id.
const unknownPart = /\$\{[^}]*\}/g;
const anyAccountId = "0".repeat(12);

/** Why a service rejects a name; undefined when it accepts it. */
export function nameProblem(rule: NameRule, name: string): string | undefined {
  const known = name.replace(unknownPart, anyAccountId);
  if (known.length > rule.maxLength) return `has ${known.length} characters`;
  if (known.length < rule.minLength) return `has only ${known.length} characters`;
  return rule.pattern.test(known) ? undefined : "contains a character that is not allowed";
}

/** A rule as text. */
export function describeRule(rule: NameRule): string {
  return `${rule.minLength} to ${rule.maxLength} characters: ${rule.characters} (${rule.source})`;
}
