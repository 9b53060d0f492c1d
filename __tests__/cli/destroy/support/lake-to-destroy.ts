import { planDestroy } from "../../../../cli/destroy/plan/destroy-plan";
import { runDestroy } from "../../../../cli/destroy/run-destroy";
import type { DestroyedResources } from "../../../../cli/destroy/run-destroy";
import type { TerraformResource } from "../../../../cli/terraform/plan/terraform-resource";
import { collectedOutput } from "../../support/collected-output";
import { VersionedBuckets, versions } from "./versioned-buckets";

export const ACCOUNT = "111122223333";
export const LOGS = `shop-dev-${ACCOUNT}-access-logs`;
export const environment = { project: "shop", name: "dev", region: "us-east-1" };

/** A resource of a state. */
export function resource(
  address: string,
  values: TerraformResource["values"] = {},
): TerraformResource {
  return { address, type: address.split(".")[0] ?? "", values };
}

/** The state of a small lake. */
export const resources = [
  resource("aws_s3_bucket.access_log_bucket", { bucket: LOGS }),
  resource("aws_s3_bucket.lake_bucket", { bucket: "lake" }),
  resource("aws_s3_bucket_logging.lake_bucket_access_log", { bucket: "lake", target_bucket: LOGS }),
  resource("aws_kinesis_stream.orders", { name: "shop-dev-orders", retention_period: 24 }),
  resource("aws_kinesis_firehose_delivery_stream.orders", { name: "shop-dev-orders" }),
  resource("aws_athena_workgroup.work_group", { name: "shop-dev" }),
  resource("aws_glue_catalog_database.database", { name: "shop_dev" }),
  resource("aws_glue_catalog_table.orders", { name: "orders" }),
  resource("aws_kms_key.lake_key", { key_id: "k1", deletion_window_in_days: 7 }),
];

/** A lake in which two buckets hold something, and a Terraform that destroys it. */
export function deployed({ failures = [] }: { failures?: Error[] } = {}) {
  const buckets = new VersionedBuckets(
    {
      lake: { versions: versions("a", "b", "c"), uploads: [] },
      [LOGS]: { versions: versions("log"), uploads: [] },
    },
    {
      DeleteWorkGroupCommand: (input) => {
        buckets.calls.push(`delete workgroup ${String(input.WorkGroup)}`);
        expect(input.RecursiveDeleteOption).toBe(true);
        return {};
      },
      GetTablesCommand: () => ({ TableList: [{ Name: "orders" }, { Name: "daily_view" }] }),
    },
  );
  const run = async (emptyBuckets: boolean, left = resources): Promise<DestroyedResources> => {
    const { clients } = buckets.aws;
    const props = { environment, accountId: ACCOUNT, missingKeys: [], resources: left, clients };
    const plan = await planDestroy(props, () => undefined);
    buckets.calls.length = 0;
    return runDestroy(collectedOutput().output, {
      environment: "dev",
      accountId: ACCOUNT,
      resources: left,
      buckets: plan.buckets,
      emptyBuckets,
      clients,
      terraformDestroy: (_, targets) => {
        buckets.calls.push(`terraform ${targets?.join(" ") ?? "everything"}`);
        const failure = targets === undefined ? failures.shift() : undefined;
        return failure === undefined ? Promise.resolve() : Promise.reject(failure);
      },
    });
  };
  return { buckets, run };
}
