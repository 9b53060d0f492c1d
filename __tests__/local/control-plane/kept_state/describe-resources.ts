import { GetWorkGroupCommand, ListNamedQueriesCommand } from "@aws-sdk/client-athena";
import {
  DescribeAlarmsCommand,
  GetDashboardCommand,
  ListMetricsCommand,
} from "@aws-sdk/client-cloudwatch";
import {
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  DescribeMetricFiltersCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { DescribeRuleCommand, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import { DescribeDeliveryStreamCommand } from "@aws-sdk/client-firehose";
import {
  GetCrawlerCommand,
  GetDatabasesCommand,
  GetPartitionsCommand,
  GetSecurityConfigurationCommand,
  GetTablesCommand,
  GetTableVersionsCommand,
} from "@aws-sdk/client-glue";
import {
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListPoliciesCommand,
} from "@aws-sdk/client-iam";
import {
  DecryptCommand,
  DescribeKeyCommand,
  GetPublicKeyCommand,
  ListAliasesCommand,
} from "@aws-sdk/client-kms";
import { GetFunctionCommand } from "@aws-sdk/client-lambda";
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketTaggingCommand,
  ListBucketsCommand,
} from "@aws-sdk/client-s3";
import { GetTopicAttributesCommand, ListSubscriptionsCommand } from "@aws-sdk/client-sns";
import type { AwsClients } from "../../../../local/aws-clients";
import { NAMES, TOPIC, type DeployedResources } from "./deploy-resources";

/** Everything that the control plane says about the deployed resources. */
export async function describeResources(
  clients: AwsClients,
  deployed: DeployedResources,
): Promise<readonly object[]> {
  const answers = await Promise.all([
    clients.iam.send(new GetRoleCommand({ RoleName: "worker" })),
    clients.iam.send(new GetRolePolicyCommand({ RoleName: "worker", PolicyName: "own" })),
    clients.iam.send(new ListAttachedRolePoliciesCommand({ RoleName: "worker" })),
    clients.iam.send(new ListPoliciesCommand({ Scope: "Local" })),
    clients.kms.send(new DescribeKeyCommand({ KeyId: "alias/lake" })),
    clients.kms.send(new ListAliasesCommand({})),
    clients.kms.send(new GetPublicKeyCommand({ KeyId: deployed.signingKeyId })),
    clients.kms.send(new DecryptCommand({ CiphertextBlob: deployed.secret })),
    clients.s3.send(new ListBucketsCommand({})),
    clients.s3.send(new GetBucketTaggingCommand({ Bucket: "lake" })),
    clients.s3.send(new GetBucketEncryptionCommand({ Bucket: "lake" })),
    clients.s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: "lake" })),
    clients.glue.send(new GetDatabasesCommand({})),
    clients.glue.send(new GetTablesCommand({ DatabaseName: "lake" })),
    clients.glue.send(new GetTableVersionsCommand(NAMES)),
    clients.glue.send(new GetPartitionsCommand(NAMES)),
    clients.glue.send(new GetCrawlerCommand({ Name: "crawler" })),
    clients.glue.send(new GetSecurityConfigurationCommand({ Name: "secure" })),
    clients.sns.send(new GetTopicAttributesCommand({ TopicArn: TOPIC })),
    clients.sns.send(new ListSubscriptionsCommand({})),
    clients.logs.send(new DescribeLogGroupsCommand({})),
    clients.logs.send(new DescribeLogStreamsCommand({ logGroupName: "/lake" })),
    clients.logs.send(new DescribeMetricFiltersCommand({ logGroupName: "/lake" })),
    clients.cloudwatch.send(new DescribeAlarmsCommand({})),
    clients.cloudwatch.send(new GetDashboardCommand({ DashboardName: "lake" })),
    clients.cloudwatch.send(new ListMetricsCommand({ Namespace: "Lake" })),
    clients.events.send(new DescribeRuleCommand({ Name: "crawled" })),
    clients.events.send(new ListTargetsByRuleCommand({ Rule: "crawled" })),
    clients.athena.send(new GetWorkGroupCommand({ WorkGroup: "analysts" })),
    clients.athena.send(new ListNamedQueriesCommand({ WorkGroup: "analysts" })),
    clients.firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName: "delivery" })),
    clients.lambda.send(new GetFunctionCommand({ FunctionName: "publisher" })),
  ]);
  return answers.map((answer) => {
    // moto has no creation time of workgroups: it answers with the time of the call.
    if ("WorkGroup" in answer && answer.WorkGroup !== undefined)
      delete answer.WorkGroup.CreationTime;
    return { ...answer, $metadata: undefined };
  });
}
