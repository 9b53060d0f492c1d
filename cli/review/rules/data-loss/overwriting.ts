import type { ArgumentRule } from "../arguments/argument-rule";
import { eachOf, together } from "../arguments/argument-rule";
import { changed } from "../arguments/comparisons";

/** Changes in place that replace what a resource holds, or that can't be taken back. */
export const overwritingRules: readonly ArgumentRule[] = [
  {
    id: "data-loss/overwritten-value",
    title: "The value that a resource holds is overwritten",
    source:
      "https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html",
    judges: {
      aws_ssm_parameter: { value: changed, insecure_value: changed, value_wo_version: changed },
      aws_secretsmanager_secret_version: {
        secret_string: changed,
        secret_binary: changed,
        secret_string_wo_version: changed,
        version_stages: changed,
      },
      aws_dynamodb_table_item: { item: changed },
      aws_cloudfrontkeyvaluestore_key: { value: changed },
      aws_cloudfrontkeyvaluestore_keys_exclusive: { resource_key_value_pair: changed },
    },
  },
  {
    id: "data-loss/engine-version",
    title: "The engine of a database is changed, which can't be taken back",
    source:
      "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html",
    judges: together(
      eachOf(
        `aws_db_instance aws_rds_cluster aws_rds_cluster_instance aws_rds_global_cluster aws_docdb_cluster
        aws_neptune_cluster aws_elasticache_cluster aws_elasticache_replication_group aws_memorydb_cluster
        aws_opensearch_domain aws_mq_broker`,
        { engine: changed, engine_version: changed },
      ),
      { aws_elasticsearch_domain: { elasticsearch_version: changed } },
      { aws_msk_cluster: { kafka_version: changed } },
    ),
  },
  {
    id: "data-loss/index",
    title: "An index of a table is removed, or made again",
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.OnlineOps.html",
    judges: { aws_dynamodb_table: { global_secondary_index: losesIndexes } },
  },
];

/** Indexes are compared by name and keys: what they are provisioned with may change. */
function losesIndexes(before: readonly unknown[], after: readonly unknown[]) {
  const kept = new Set(after.map(indexIdentity));
  return before.every((each) => kept.has(indexIdentity(each)))
    ? undefined
    : { verb: "removes or changes an index of" };
}

function indexIdentity(index: unknown): string {
  const { name, hash_key, range_key, projection_type, non_key_attributes } = index as Record<
    string,
    unknown
  >;
  return JSON.stringify([
    name,
    hash_key,
    range_key ?? "",
    projection_type,
    non_key_attributes ?? [],
  ]);
}
