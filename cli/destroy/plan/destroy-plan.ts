import { paginateGetTables } from "@aws-sdk/client-glue";
import type { GlueClient } from "@aws-sdk/client-glue";
import type { Environment } from "../../../model/environment/environment";
import { lakeNames } from "../../../model/naming/names";
import type { AwsClients } from "../../../local/aws-clients";
import { lossOf } from "../../review/changes/stateful-types";
import { countOf } from "../../terminal/count-of";
import type { Detail } from "../../terminal/output";
import {
  numberArgument,
  resourcesOf,
  stringArgument,
  stringArguments,
} from "../../terraform/plan/terraform-resource";
import type { TerraformResource } from "../../terraform/plan/terraform-resource";
import { countBuckets } from "../buckets/bucket-contents";
import type { BucketContents } from "../buckets/bucket-contents";
import type { MissingKey } from "../destroy-keys";
import { bucketsInOrder } from "./destroy-order";

/** A KMS key that is scheduled for deletion. */
export interface KeyToDelete {
  readonly address: string;
  readonly keyId: string;
  /** Days in which the deletion can be cancelled. */
  readonly waitingDays: number;
}

/** What `lake destroy` would do; what `--dry-run --json` prints. */
export interface DestroyPlan {
  readonly environment: string;
  readonly accountId: string;
  readonly region: string;
  /** What is missing before it may be done. */
  readonly missingKeys: readonly MissingKey[];
  /** Numbers of resources in Terraform's state, by type. */
  readonly resources: Readonly<Record<string, number>>;
  /** In the order in which they are emptied. */
  readonly buckets: readonly BucketContents[];
  /** What is lost besides objects. */
  readonly lost: readonly string[];
  /** Tables and views of the database that Terraform does not know; they are lost with the database. */
  readonly unmanagedTables: readonly string[];
  readonly keys: readonly KeyToDelete[];
}

/** What a plan is made from. */
export interface DestroyPlanProps {
  readonly environment: Pick<Environment, "project" | "name" | "region">;
  readonly accountId: string;
  readonly missingKeys: readonly MissingKey[];
  readonly resources: readonly TerraformResource[];
  readonly clients: Pick<AwsClients, "s3" | "glue">;
}

/** Days that KMS waits unless a key says otherwise. */
const DEFAULT_WAITING_DAYS = 30;

/** Reads what would be destroyed, and counts the data. */
export async function planDestroy(props: DestroyPlanProps, detail: Detail): Promise<DestroyPlan> {
  const { environment, accountId, missingKeys, resources, clients } = props;
  const { project, name } = environment;
  const { accessLogBucket } = lakeNames({ project, environment: name, accountId });
  return {
    environment: name,
    accountId,
    region: environment.region,
    missingKeys,
    resources: countByType(resources),
    buckets: await countBuckets(
      clients.s3,
      accountId,
      bucketsInOrder(resources, accessLogBucket),
      detail,
    ),
    lost: lostWith(resources),
    unmanagedTables: await unmanagedTables(clients.glue, accountId, resources),
    keys: resourcesOf(resources, "aws_kms_key").map(({ address, values }) => ({
      address,
      keyId: stringArgument(values, "key_id") ?? "",
      waitingDays: numberArgument(values, "deletion_window_in_days", DEFAULT_WAITING_DAYS),
    })),
  };
}

/** Types that are listed by themselves, or counted. */
const listedApart = /^aws_(s3_bucket|kms_key|cloudwatch_log_group|cloudwatch_log_stream)$/;

/** Of tables nothing is lost that is not in the buckets. */
function lostWith(resources: readonly TerraformResource[]): string[] {
  const others = resources.filter(({ type }) => !listedApart.test(type));
  const logGroups = resourcesOf(resources, "aws_cloudwatch_log_group").length;
  return [
    ...others.flatMap(({ type, values }) => {
      const loss = lossOf(type, values);
      return loss?.kind === "data" || type === "aws_athena_workgroup" ? (loss?.what ?? []) : [];
    }),
    ...(logGroups === 0 ? [] : [`all lines of ${countOf(logGroups, "log group")}`]),
  ];
}

function countByType(resources: readonly TerraformResource[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type } of resources) counts[type] = (counts[type] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function unmanagedTables(
  glue: GlueClient,
  accountId: string,
  resources: readonly TerraformResource[],
): Promise<string[]> {
  const managed = new Set(stringArguments(resources, "aws_glue_catalog_table", "name"));
  const found: string[] = [];
  for (const database of stringArguments(resources, "aws_glue_catalog_database", "name")) {
    try {
      const pages = paginateGetTables(
        { client: glue },
        { CatalogId: accountId, DatabaseName: database },
      );
      for await (const { TableList: tables = [] } of pages) {
        found.push(...tables.flatMap(({ Name }) => Name ?? []));
      }
    } catch (error) {
      // An interrupted run has destroyed the database already.
      if (!(error instanceof Error && error.name === "EntityNotFoundException")) throw error;
    }
  }
  return found.filter((name) => !managed.has(name));
}
