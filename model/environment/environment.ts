import type { EmulatorSettings } from "./settings/emulator-settings";
import type { DeliverySettings } from "./settings/delivery-settings";
import type { GitHubSettings } from "./settings/github-settings";
import type { ExistingResources } from "./existing-resources";
import type { LakeFormationSettings } from "./settings/lake-formation-settings";
import type { LakeLifecycle } from "./settings/lake-lifecycle";
import type { MonitoringSettings } from "./settings/monitoring-settings";
import type { PartitionSettings } from "./settings/partition-settings";
import type { QuerySettings } from "./settings/query-settings";
import type { RemovalPolicy } from "./removal-policy";
import type { ServiceTrust } from "./settings/service-trust";
import type { StateSettings } from "./settings/state-settings";
import type { StreamSettings } from "./settings/stream-settings";
import type { TerraformBinary } from "./terraform-binary";

/** One deployment of the data lake: a stack with the name of the environment. */
export interface Environment {
  /** Name of the environment and its stack, part of every name: `npx cdktf deploy dev`. */
  readonly name: string;
  /** First part of every name. */
  readonly project: string;
  /** AWS region of all resources except global ones. */
  readonly region: string;
  /**
   * Twelve digits. When set, Terraform refuses to run in any other account, and names are literal in the plan.
   *
   * @default - the account of the caller's credentials
   */
  readonly accountId?: string;
  /**
   * Tags for every resource, in addition to `Project`, `Environment` and `ManagedBy`.
   *
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Whether Terraform may destroy resources that hold data. An environment must state it; a construct that is not told retains
   * them.
   */
  readonly removalPolicy: RemovalPolicy;
  /** Where Terraform keeps its state. */
  readonly state: StateSettings;
  /**
   * Days for which the raw copy of every source record is kept.
   *
   * @default 30
   */
  readonly rawRetentionDays?: number;
  /**
   * Days for which the access logs of the buckets are kept.
   *
   * @default 365
   */
  readonly accessLogRetentionDays?: number;
  /** @default - Parquet objects are kept indefinitely, error objects as long as the raw copies, old versions for 30 days */
  readonly lakeLifecycle?: LakeLifecycle;
  /** @default - one shard, 24 hours */
  readonly stream?: StreamSettings;
  /** @default - Parquet after 64 MiB or 60 seconds, backup after 1 MiB or 60 seconds */
  readonly delivery?: DeliverySettings;
  /** @default - a crawler, at minutes 15 and 45 of every hour */
  readonly partitions?: PartitionSettings;
  /** @default - 100 GiB a query, results kept for 30 days */
  readonly queries?: QuerySettings;
  /** @default - alarms notify only the lake's topic, logs are kept for 30 days */
  readonly monitoring?: MonitoringSettings;
  /**
   * Reserved concurrency of each publisher function. It is taken from the concurrency of the account, of which 100 must stay
   * unreserved.
   *
   * @default - not reserved, the functions share the concurrency of the account
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   */
  readonly publisherReservedConcurrency?: number;
  /**
   * ARN of a managed policy that is the permissions boundary of every role of the stack, for accounts that require one.
   *
   * @default - no boundary
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
   */
  readonly permissionsBoundaryArn?: string;
  /**
   * ARN of the customer managed key that encrypts the account's Glue Data Catalog: every role that reads or writes the catalog
   * gets the use of it. Encryption of the catalog is a setting of the whole account and Region, which the lake leaves as it is.
   *
   * @default - the catalog is not encrypted, or with the key `aws/glue`, which all principals of the account may use
   * @see https://docs.aws.amazon.com/glue/latest/dg/encrypt-glue-data-catalog.html
   */
  readonly catalogKeyArn?: string;
  /**
   * Lake Formation grants for the lake's roles and its readers, in accounts that use Lake Formation.
   *
   * @default - none: IAM alone decides
   */
  readonly lakeFormation?: LakeFormationSettings;
  /** @default - the forms that AWS documents */
  readonly serviceTrust?: ServiceTrust;
  /** @default - no workflow has access */
  readonly github?: GitHubSettings;
  /**
   * Existing resources that the lake takes over, as `npx lake import` finds them.
   *
   * @default - none
   */
  readonly existing?: ExistingResources;
  /** @default - AWS */
  readonly emulator?: EmulatorSettings;
  /**
   * `"emulator"` allows the older versions of Terraform's provider that the embedded AWS works with, for tests on machines
   * that have no newer one. Such a stack can't be deployed to AWS: Terraform refuses every account but the embedded AWS'.
   * `LAKE_PROVIDER_RANGE=emulator` sets it for all environments on AWS.
   *
   * @default - 6.40 or newer on AWS, 5.100 or newer with an emulator
   */
  readonly providerRange?: "emulator";
  /**
   * The program that plans and applies the stacks: `"tofu"` is OpenTofu. CDKTF reads only the variable `TERRAFORM_BINARY_NAME`;
   * one that names another program is refused.
   *
   * @default - the program that TERRAFORM_BINARY_NAME names, otherwise Terraform
   */
  readonly terraformBinary?: TerraformBinary;
}
