import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { AwsProviderConfig } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import type { Environment } from "../../model/environment/environment";
import type { EmulatorSettings } from "../../model/environment/settings/emulator-settings";
import { emulatorAccountId } from "../../model/environment/emulator-account";
import {
  hasLoweredRange,
  providerVersions,
  versionConstraint,
} from "../../model/environment/provider-versions";
import { resolveTags } from "../../model/environment/resolve-environment";
import { requiredVersion } from "../../model/environment/terraform-binary";

/** Services whose endpoints are set for an emulator. */
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

/** Configures the AWS provider of a stack, with the account and the default tags of the environment. */
export function useAwsProvider(stack: TerraformStack, environment: Environment): void {
  new AwsProvider(stack, "aws", {
    region: environment.region,
    ...renderAccounts(environment),
    defaultTags: [
      {
        tags: {
          Project: environment.project,
          Environment: environment.name,
          ManagedBy: "cdktf",
          ...resolveTags(environment.tags),
        },
      },
    ],
    ...(environment.emulator === undefined ? {} : renderEmulator(environment.emulator)),
  });
  // The generated bindings pin one version; a range allows provider updates without new bindings.
  stack.addOverride("terraform.required_providers.aws", {
    source: "hashicorp/aws",
    version: versionConstraint(providerVersions(environment)),
  });
  stack.addOverride("terraform.required_version", requiredVersion(environment));
}

/** The accounts that Terraform works in. */
function renderAccounts(
  environment: Environment,
): Pick<AwsProviderConfig, "allowedAccountIds" | "forbiddenAccountIds"> {
  const { accountId } = environment;
  // A range that is lowered for tests must not reach AWS.
  if (hasLoweredRange(environment)) return { allowedAccountIds: [emulatorAccountId] };
  // AWS_ENDPOINT_URL may still point to the emulator; a deploy to AWS must not end up there.
  if (accountId === undefined) return { forbiddenAccountIds: [emulatorAccountId] };
  return { allowedAccountIds: [accountId] };
}

function renderEmulator({ endpointUrl }: EmulatorSettings) {
  return {
    accessKey: "local",
    secretKey: "local",
    s3UsePathStyle: true,
    skipCredentialsValidation: true,
    skipMetadataApiCheck: "true",
    endpoints: [Object.fromEntries(services.map((service) => [service, endpointUrl]))],
  } satisfies Partial<AwsProviderConfig>;
}
