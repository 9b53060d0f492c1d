import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { AwsProviderConfig } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import type { EmulatorSettings, Environment } from "../model/environment/environment";
import { emulatorAccountId } from "../model/environment/emulator-account";

/** Services that the stack calls. */
const services = [
  "athena",
  "cloudwatch",
  "events",
  "firehose",
  "glue",
  "iam",
  "kinesis",
  "kms",
  "lakeformation",
  "lambda",
  "logs",
  "s3",
  "sns",
  "sts",
] as const;

/** Gives a stack the AWS provider, bound to the environment's account and tags. */
export function useAwsProvider(stack: TerraformStack, environment: Environment): void {
  new AwsProvider(stack, "aws", {
    region: environment.region,
    // A shell may still point to the emulator, by AWS_ENDPOINT_URL: what is meant for AWS must not end there.
    ...(environment.accountId === undefined
      ? { forbiddenAccountIds: [emulatorAccountId] }
      : { allowedAccountIds: [environment.accountId] }),
    defaultTags: [
      {
        tags: {
          Project: environment.project,
          Environment: environment.name,
          ManagedBy: "cdktf",
          ...environment.tags,
        },
      },
    ],
    ...(environment.emulator === undefined ? {} : renderEmulator(environment.emulator)),
  });
  // The generated bindings pin one version; a range lets teams take the provider's fixes without a new binding.
  stack.addOverride("terraform.required_providers.aws", {
    source: "hashicorp/aws",
    version: ">= 5.100.0, < 7.0.0",
  });
  // The first version in which the S3 backend's lock file is no experiment: before it, locking took a DynamoDB table.
  stack.addOverride("terraform.required_version", ">= 1.11.0");
}

function renderEmulator({ endpointUrl }: EmulatorSettings): Partial<AwsProviderConfig> {
  return {
    accessKey: "local",
    secretKey: "local",
    s3UsePathStyle: true,
    skipCredentialsValidation: true,
    skipMetadataApiCheck: "true",
    endpoints: [Object.fromEntries(services.map((service) => [service, endpointUrl]))],
  };
}
