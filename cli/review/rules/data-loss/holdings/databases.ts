import { PROVIDER_DOCS } from "./service-holdings";
import type { Holdings } from "./service-holdings";

const RDS = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html";

/** Databases, caches, search indexes and their snapshots. */
export const databaseHoldings: Holdings = {
  aws_db: {
    source: RDS,
    data: {
      instance: "every database of the instance {identifier}, with its automated backups",
      snapshot: "the snapshot {db_snapshot_identifier}",
      snapshot_copy: "the snapshot {target_db_snapshot_identifier}",
      cluster_snapshot: "the snapshot {db_cluster_snapshot_identifier}",
      instance_automated_backups_replication: "the replicated backups in the other region",
    },
    nothing: `event_subscription instance_role_association option_group parameter_group proxy
      proxy_default_target_group proxy_endpoint proxy_target subnet_group`,
  },
  aws_rds: {
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html",
    data: {
      cluster: "every database of the cluster {cluster_identifier}, with its automated backups",
      cluster_snapshot_copy: "the snapshot {target_db_cluster_snapshot_identifier}",
      shard_group: "every row of the shard group {db_shard_group_identifier}",
    },
    metadata: {
      cluster_activity_stream:
        "the stream of database activity: what happens without it is never recorded",
      cluster_instance:
        "an instance of the cluster {cluster_identifier}; the volume of the cluster remains",
      custom_db_engine_version: "the custom engine version {engine_version}",
      global_cluster: "the replication of the global cluster {global_cluster_identifier}",
      integration: "the zero-ETL integration {integration_name}, with its position",
    },
    nothing: `certificate cluster_endpoint cluster_parameter_group cluster_role_association export_task instance_state
      reserved_instance`,
  },
  aws_docdb: {
    source: "https://docs.aws.amazon.com/documentdb/latest/developerguide/db-cluster-delete.html",
    data: {
      cluster: "every document of the cluster {cluster_identifier}, with its automated backups",
      cluster_snapshot: "the snapshot {db_cluster_snapshot_identifier}",
    },
    metadata: {
      cluster_instance:
        "an instance of the cluster {cluster_identifier}; the volume of the cluster remains",
      global_cluster: "the replication of the global cluster {global_cluster_identifier}",
    },
    nothing: "cluster_parameter_group event_subscription subnet_group",
  },
  aws_docdbelastic: {
    source: "https://docs.aws.amazon.com/documentdb/latest/developerguide/elastic-managing.html",
    data: { cluster: "every document of the elastic cluster {name}" },
  },
  aws_neptune: {
    source:
      "https://docs.aws.amazon.com/neptune/latest/userguide/manage-console-instances-delete.html",
    data: {
      cluster: "the graph of the cluster {cluster_identifier}, with its automated backups",
      cluster_snapshot: "the snapshot {db_cluster_snapshot_identifier}",
    },
    metadata: {
      cluster_instance:
        "an instance of the cluster {cluster_identifier}; the volume of the cluster remains",
      global_cluster: "the replication of the global cluster {global_cluster_identifier}",
    },
    nothing:
      "cluster_endpoint cluster_parameter_group event_subscription parameter_group subnet_group",
  },
  aws_neptunegraph: {
    source: "https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_DeleteGraph.html",
    data: { graph: "the graph {graph_name}" },
  },
  aws_dynamodb: {
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html",
    data: {
      table: "every item of the table {name}",
      global_table: "every item of the replicas of the table {name}",
      table_item: "the item of the table {table_name}",
      table_replica: "every item of the replica in this region",
    },
    metadata: {
      kinesis_streaming_destination: "the stream of changes: what changes without it is never sent",
    },
    nothing: "contributor_insights resource_policy table_export tag",
  },
  aws_dax: {
    source: PROVIDER_DOCS,
    metadata: { cluster: "the cached items; the tables remain" },
    nothing: "parameter_group subnet_group",
  },
  aws_elasticache: {
    source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.Delete.html",
    data: {
      cluster: "everything in the cache {cluster_id}",
      replication_group: "everything in the cache {replication_group_id}",
      serverless_cache: "everything in the cache {name}",
    },
    metadata: { global_replication_group: "the replication between regions" },
    nothing:
      "parameter_group reserved_cache_node subnet_group user user_group user_group_association",
  },
  aws_memorydb: {
    source: "https://docs.aws.amazon.com/memorydb/latest/devguide/clusters.delete.html",
    data: {
      cluster: "everything in the cluster {name}",
      multi_region_cluster: "everything in the cluster",
      snapshot: "the snapshot {name}",
    },
    nothing: "acl parameter_group subnet_group user",
  },
  aws_redshift: {
    source: "https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-operations.html",
    data: {
      cluster: "every database of the cluster {cluster_identifier}, with its automated snapshots",
      cluster_snapshot: "the snapshot {snapshot_identifier}",
    },
    metadata: { integration: "the zero-ETL integration {integration_name}, with its position" },
    nothing: `authentication_profile cluster_iam_roles data_share_authorization data_share_consumer_association
      endpoint_access endpoint_authorization event_subscription hsm_client_certificate hsm_configuration logging
      parameter_group partner resource_policy scheduled_action snapshot_copy snapshot_copy_grant snapshot_schedule
      snapshot_schedule_association subnet_group usage_limit`,
  },
  aws_redshiftdata: {
    source: PROVIDER_DOCS,
    metadata: { statement: "the result of the statement; a new one executes the SQL again" },
  },
  aws_redshiftserverless: {
    source:
      "https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_DeleteNamespace.html",
    data: {
      namespace: "every database of the namespace {namespace_name}",
      snapshot: "the snapshot {snapshot_name}",
    },
    nothing: "custom_domain_association endpoint_access resource_policy usage_limit workgroup",
  },
  aws_keyspaces: {
    source: "https://docs.aws.amazon.com/keyspaces/latest/APIReference/API_DeleteTable.html",
    data: {
      keyspace: "every table of the keyspace {name}",
      table: "every row of the table {table_name}",
    },
  },
  aws_timestreamwrite: {
    source: "https://docs.aws.amazon.com/timestream/latest/developerguide/API_DeleteTable.html",
    data: {
      database: "every table of the database {database_name}",
      table: "every record of the table {table_name}",
    },
  },
  aws_timestreaminfluxdb: {
    source:
      "https://docs.aws.amazon.com/ts-influxdb/latest/ts-influxdb-api/API_DeleteDbInstance.html",
    data: {
      db_cluster: "every point in the cluster {name}",
      db_instance: "every point in the instance {name}",
    },
  },
  aws_timestreamquery: { source: PROVIDER_DOCS, nothing: "scheduled_query" },
  aws_qldb: {
    source: "https://docs.aws.amazon.com/qldb/latest/developerguide/API_DeleteLedger.html",
    data: { ledger: "the journal of the ledger {name}" },
    metadata: { stream: "the position of the stream {stream_name}" },
  },
  aws_dsql: {
    source: "https://docs.aws.amazon.com/aurora-dsql/latest/APIReference/API_DeleteCluster.html",
    data: { cluster: "every row of the cluster" },
    metadata: { cluster_peering: "the replication between regions" },
  },
  aws_simpledb: {
    source:
      "https://docs.aws.amazon.com/AmazonSimpleDB/latest/DeveloperGuide/SDB_API_DeleteDomain.html",
    data: { domain: "every item of the domain {name}" },
  },
  aws_odb: {
    source: "https://docs.aws.amazon.com/odb/latest/UserGuide/deleting-odb-resources.html",
    data: {
      cloud_autonomous_vm_cluster: "every database of the cluster {display_name}",
      cloud_exadata_infrastructure: "every database on the infrastructure {display_name}",
      cloud_vm_cluster: "every database of the cluster {display_name}",
    },
    nothing: "network network_peering_connection",
  },
  aws_opensearch: {
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/gsgdeleting.html",
    data: { domain: "every index of the domain {domain_name}, with its automated snapshots" },
    nothing: `authorize_vpc_endpoint_access domain_policy domain_saml_options inbound_connection_accepter
      outbound_connection package package_association vpc_endpoint`,
  },
  aws_opensearchserverless: {
    source:
      "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-delete.html",
    data: { collection: "every index of the collection {name}" },
    nothing: "access_policy lifecycle_policy security_config security_policy vpc_endpoint",
  },
  aws_elasticsearch: {
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/gsgdeleting.html",
    data: { domain: "every index of the domain {domain_name}, with its automated snapshots" },
    nothing: "domain_policy domain_saml_options vpc_endpoint",
  },
  aws_cloudsearch: {
    source: "https://docs.aws.amazon.com/cloudsearch/latest/developerguide/API_DeleteDomain.html",
    data: { domain: "every document of the domain {name}" },
    nothing: "domain_service_access_policy",
  },
  aws_kendra: {
    source: "https://docs.aws.amazon.com/kendra/latest/APIReference/API_DeleteIndex.html",
    data: { index: "every document of the index {name}" },
    metadata: {
      data_source: "the documents that the data source {name} put into the index",
      faq: "the answers of the FAQ {name}",
    },
    nothing: "experience query_suggestions_block_list thesaurus",
  },
  aws_finspace: {
    source: "https://docs.aws.amazon.com/finspace/latest/management-api/API_DeleteKxDatabase.html",
    data: {
      kx_database: "every changeset of the database {name}",
      kx_environment: "every database of the environment {name}",
      kx_volume: "everything on the volume {name}",
    },
    metadata: { kx_cluster: "what the cluster {name} has in memory" },
    nothing: "kx_dataview kx_scaling_group kx_user",
  },
  aws_dms: {
    source: "https://docs.aws.amazon.com/dms/latest/APIReference/API_DeleteReplicationTask.html",
    metadata: {
      replication_config: "the position of the replication {replication_config_identifier}",
      replication_instance: "the tasks of the instance, with their positions",
      replication_task:
        "the position of the task {replication_task_id}: changes until a new one starts are not copied",
    },
    nothing: "certificate endpoint event_subscription replication_subnet_group s3_endpoint",
  },
};
