/**
 * Policies of AWS that allow what one kind of workload needs to run, and nothing about data or identities; every other one is
 * to be looked at.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const modest = [
  "AmazonAPIGatewayPushToCloudWatchLogs",
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonEC2ContainerRegistryReadOnly",
  "AmazonECSTaskExecutionRolePolicy",
  "AmazonEKSClusterPolicy",
  "AmazonEKSFargatePodExecutionRolePolicy",
  "AmazonEKSWorkerNodePolicy",
  "AmazonEKS_CNI_Policy",
  "AmazonRDSEnhancedMonitoringRole",
  "AmazonSSMManagedInstanceCore",
  "AWSAppSyncPushToCloudWatchLogs",
  "AWSGlueServiceNotebookRole",
  "AWSGlueServiceRole",
  "AWSLambdaBasicExecutionRole",
  "AWSLambdaDynamoDBExecutionRole",
  "AWSLambdaENIManagementAccess",
  "AWSLambdaKinesisExecutionRole",
  "AWSLambdaMSKExecutionRole",
  "AWSLambdaSQSQueueExecutionRole",
  "AWSLambdaVPCAccessExecutionRole",
  "AWSXRayDaemonWriteAccess",
  "AWSXrayWriteOnlyAccess",
  "CloudWatchAgentServerPolicy",
  "CloudWatchLambdaInsightsExecutionRolePolicy",
];

/** Policies of AWS that administer an account, its identities or a whole service, or that read everything. */
const POWERFUL =
  /FullAccess|Administrator|PowerUser|^ReadOnlyAccess$|SecurityAudit|DatabaseAdmin|DataScientist|NetworkAdmin|SystemAdmin|DataFullAccess|AWSCloudFormationFullAccess|Billing$|^AWSSupportAccess$/;

/** What is known of the policy that an ARN names. */
export type ManagedPolicy = "modest" | "powerful" | "other policy of AWS" | "policy of the account";

/** Rates a policy by its ARN. */
export function rateManagedPolicy(arn: string): ManagedPolicy {
  const name = /^arn:[\w-]+:iam::aws:policy\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];
  if (name === undefined) return "policy of the account";
  if (modest.includes(name)) return "modest";
  return POWERFUL.test(name) ? "powerful" : "other policy of AWS";
}
