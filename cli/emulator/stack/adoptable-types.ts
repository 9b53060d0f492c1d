import { GetWorkGroupCommand } from "@aws-sdk/client-athena";
import {
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { DescribeDeliveryStreamCommand } from "@aws-sdk/client-firehose";
import {
  GetCrawlerCommand,
  GetDatabaseCommand,
  GetSecurityConfigurationCommand,
  GetTableCommand,
} from "@aws-sdk/client-glue";
import { GetRoleCommand } from "@aws-sdk/client-iam";
import { DescribeStreamSummaryCommand } from "@aws-sdk/client-kinesis";
import { DescribeKeyCommand } from "@aws-sdk/client-kms";
import { GetFunctionCommand } from "@aws-sdk/client-lambda";
import { HeadBucketCommand } from "@aws-sdk/client-s3";
import type { AwsClients } from "../../../local/aws-clients";
import { emulatorAccountId } from "../../../model/environment/emulator-account";

/** Arguments of a resource in the stack, without those that are no text. */
export type TextArguments = Readonly<Record<string, string>>;

/** How a deployed resource of a type is found, and taken into Terraform's state. */
export interface AdoptableType {
  /** Id for Terraform's import, in the form of the provider's documentation. */
  readonly id: (named: TextArguments) => string;
  /** Whether it is deployed: false, or an error that it is not found, if it is not. */
  readonly exists: (clients: AwsClients, named: TextArguments) => Promise<unknown>;
}

/**
 * The types of the stack whose creation fails where the resource exists already. Of the other types a creation overwrites
 * what is there, or makes another one: a key without an alias, a saved query.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs
 */
export const adoptableTypes: Readonly<Record<string, AdoptableType>> = {
  aws_s3_bucket: {
    id: ({ bucket = "" }) => bucket,
    exists: ({ s3 }, { bucket }) => s3.send(new HeadBucketCommand({ Bucket: bucket })),
  },
  aws_kinesis_stream: {
    id: ({ name = "" }) => name,
    exists: ({ kinesis }, { name }) =>
      kinesis.send(new DescribeStreamSummaryCommand({ StreamName: name })),
  },
  aws_kinesis_firehose_delivery_stream: {
    id: ({ name = "" }) => arn("firehose", `deliverystream/${name}`),
    exists: ({ firehose }, { name }) =>
      firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName: name })),
  },
  aws_iam_role: {
    id: ({ name = "" }) => name,
    exists: ({ iam }, { name }) => iam.send(new GetRoleCommand({ RoleName: name })),
  },
  aws_kms_alias: {
    id: ({ name = "" }) => name,
    exists: ({ kms }, { name }) => kms.send(new DescribeKeyCommand({ KeyId: name })),
  },
  aws_glue_catalog_database: {
    id: ({ name = "" }) => `${emulatorAccountId}:${name}`,
    exists: ({ glue }, { name }) => glue.send(new GetDatabaseCommand({ Name: name })),
  },
  aws_glue_catalog_table: {
    id: ({ database_name = "", name = "" }) => `${emulatorAccountId}:${database_name}:${name}`,
    exists: ({ glue }, { database_name, name }) =>
      glue.send(new GetTableCommand({ DatabaseName: database_name, Name: name })),
  },
  aws_glue_crawler: {
    id: ({ name = "" }) => name,
    exists: ({ glue }, { name }) => glue.send(new GetCrawlerCommand({ Name: name })),
  },
  aws_glue_security_configuration: {
    id: ({ name = "" }) => name,
    exists: ({ glue }, { name }) => glue.send(new GetSecurityConfigurationCommand({ Name: name })),
  },
  aws_lambda_function: {
    id: ({ function_name = "" }) => function_name,
    exists: ({ lambda }, { function_name }) =>
      lambda.send(new GetFunctionCommand({ FunctionName: function_name })),
  },
  aws_athena_workgroup: {
    id: ({ name = "" }) => name,
    exists: ({ athena }, { name }) => athena.send(new GetWorkGroupCommand({ WorkGroup: name })),
  },
  aws_cloudwatch_log_group: {
    id: ({ name = "" }) => name,
    exists: async ({ logs }, { name }) => {
      const { logGroups = [] } = await logs.send(
        new DescribeLogGroupsCommand({ logGroupNamePrefix: name }),
      );
      return logGroups.some(({ logGroupName }) => logGroupName === name);
    },
  },
  aws_cloudwatch_log_stream: {
    id: ({ log_group_name = "", name = "" }) => `${log_group_name}:${name}`,
    exists: async ({ logs }, { log_group_name, name }) => {
      const { logStreams = [] } = await logs.send(
        new DescribeLogStreamsCommand({ logGroupName: log_group_name, logStreamNamePrefix: name }),
      );
      return logStreams.some(({ logStreamName }) => logStreamName === name);
    },
  },
};

function arn(service: string, resource: string): string {
  return `arn:aws:${service}:us-east-1:${emulatorAccountId}:${resource}`;
}
