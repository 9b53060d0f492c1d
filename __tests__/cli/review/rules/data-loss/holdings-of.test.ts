import { readdirSync } from "node:fs";
import path from "node:path";
import { lossOf } from "../../../../../cli/review/changes/stateful-types";
import {
  allHoldings,
  classifiedTypes,
  holdingOf,
} from "../../../../../cli/review/rules/data-loss/holdings-of";

/** Folders of the bindings that are of no resource: data sources, ephemeral values, functions. */
const NO_RESOURCE = /^(data-aws-|ephemeral-aws-|provider$|provider-)/;

/** Resource types of the installed provider's bindings, which have a folder for each. */
function providerTypes(): string[] {
  const library = path.dirname(require.resolve("@cdktf/provider-aws/lib/s3-bucket/index.js"));
  return readdirSync(path.dirname(library), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !NO_RESOURCE.test(entry.name))
    .map(({ name }) => `aws_${name.replaceAll("-", "_")}`);
}

describe("what resource types hold", () => {
  it("is said of every type of the provider", () => {
    const types = providerTypes();
    expect(types.length).toBeGreaterThan(1_500);
    expect(types.filter((type) => !classifiedTypes.has(type))).toEqual([]);
  });

  it("is said once of each", () => {
    const types = allHoldings.flatMap((group) =>
      Object.entries(group).flatMap(([prefix, { data, metadata, unknown, nothing = "" }]) =>
        [
          ...Object.keys({ ...data, ...metadata, ...unknown }),
          ...nothing.split(/\s+/).filter((suffix) => suffix !== ""),
        ].map((suffix) => `${prefix}_${suffix}`),
      ),
    );
    expect(types.filter((type, index) => types.indexOf(type) !== index)).toEqual([]);
    expect(types).toHaveLength(classifiedTypes.size);
  });

  it("names a page for every type", () => {
    const sources = [...classifiedTypes].map((type) => holdingOf(type)?.source ?? "");
    expect(sources.filter((source) => !/^https:\/\//.test(source))).toEqual([]);
  });

  it.each([
    "aws_s3_object aws_s3_object_copy aws_efs_file_system aws_ebs_volume aws_ebs_snapshot aws_ami_copy",
    "aws_fsx_lustre_file_system aws_backup_vault aws_db_instance aws_rds_cluster aws_db_snapshot",
    "aws_docdb_cluster aws_neptune_cluster aws_dynamodb_table aws_elasticache_replication_group",
    "aws_redshift_cluster aws_opensearch_domain aws_msk_cluster aws_mq_broker aws_sqs_queue",
    "aws_kinesis_stream aws_kinesis_video_stream aws_cloudwatch_log_group aws_cloudwatch_event_archive",
    "aws_kms_key aws_kms_replica_key aws_secretsmanager_secret aws_ssm_parameter aws_ecr_repository",
    "aws_cognito_user_pool aws_directory_service_directory aws_workspaces_workspace aws_instance",
    "aws_qldb_ledger aws_timestreamwrite_table aws_keyspaces_table aws_memorydb_cluster aws_glacier_vault",
    "aws_cloudtrail_event_data_store aws_prometheus_workspace aws_glue_registry aws_codecommit_repository",
  ])("is data in %s", (types) => {
    expect(types.split(" ").filter((type) => lossOf(type, {})?.kind !== "data")).toEqual([]);
  });

  it.each([
    ["aws_glue_catalog_table", "metadata"],
    ["aws_cloudformation_stack", "unknown"],
    ["aws_iam_role_policy_attachment", undefined],
    ["aws_s3_bucket_policy", undefined],
    ["aws_no_such_type", undefined],
  ])("is for %s: %s", (type, kind) => {
    expect(lossOf(type, {})?.kind).toBe(kind);
  });

  it.each([
    ["aws_dynamodb_table", { name: "orders" }, "every item of the table orders"],
    ["aws_dynamodb_table", {}, "every item of the table ?"],
    [
      "aws_secretsmanager_secret",
      { name: "token" },
      "the secret token with all its versions. AWS waits 30 days, during which it can be restored",
    ],
    [
      "aws_secretsmanager_secret",
      { name: "token", recovery_window_in_days: 0 },
      "the secret token with all its versions. AWS waits 0 days, during which it can be restored",
    ],
  ])("has the values of a resource in its text: %s %j", (type, values, what) => {
    expect(lossOf(type, values)?.what).toBe(what);
  });
});
