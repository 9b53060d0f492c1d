import { BACKUP_SUPPORT, PROVIDER_DOCS } from "./service-holdings";
import type { Holdings } from "./service-holdings";

/** Objects, files, volumes, images, and their backups. */
export const storageHoldings: Holdings = {
  aws_s3: {
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html",
    data: {
      bucket: "every object in the bucket {bucket}, with all its versions",
      directory_bucket: "every object in the directory bucket {bucket}",
      object: "the object {key} of the bucket {bucket}",
      bucket_object: "the object {key} of the bucket {bucket}",
      object_copy: "the object {key} of the bucket {bucket}",
    },
    metadata: {
      bucket_inventory: "the schedule of inventory reports; delivered reports remain",
      bucket_metadata_configuration: "the metadata tables of the bucket {bucket}",
    },
    nothing: `access_point account_public_access_block bucket_abac bucket_accelerate_configuration bucket_acl
      bucket_analytics_configuration bucket_cors_configuration bucket_intelligent_tiering_configuration
      bucket_lifecycle_configuration bucket_logging bucket_metric bucket_notification bucket_object_lock_configuration
      bucket_ownership_controls bucket_policy bucket_public_access_block bucket_replication_configuration
      bucket_request_payment_configuration bucket_server_side_encryption_configuration bucket_versioning
      bucket_website_configuration`,
  },
  aws_s3control: {
    source: "https://docs.aws.amazon.com/AmazonS3/latest/s3-outposts/S3OutpostsDeleteBucket.html",
    data: { bucket: "every object in the bucket {bucket} on the Outpost" },
    metadata: {
      multi_region_access_point: "the alias of the access point, which is never issued again",
    },
    nothing: `access_grant access_grants_instance access_grants_instance_resource_policy access_grants_location
      access_point_policy bucket_lifecycle_configuration bucket_policy directory_bucket_access_point_scope
      multi_region_access_point_policy object_lambda_access_point object_lambda_access_point_policy
      storage_lens_configuration`,
  },
  aws_s3outposts: { source: PROVIDER_DOCS, nothing: "endpoint" },
  aws_s3tables: {
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-delete.html",
    data: {
      table: "every row and snapshot of the table {name}",
      table_bucket: "every table of the table bucket {name}",
    },
    metadata: { namespace: "the namespace {namespace}; AWS refuses while it has tables" },
    nothing: "table_bucket_policy table_bucket_replication table_policy table_replication",
  },
  aws_s3vectors: {
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-index-delete.html",
    data: {
      index: "every vector of the index {index_name}",
      vector_bucket: "every index and vector of the vector bucket {vector_bucket_name}",
    },
    nothing: "vector_bucket_policy",
  },
  aws_glacier: {
    source: "https://docs.aws.amazon.com/amazonglacier/latest/dev/deleting-vaults.html",
    data: { vault: "every archive in the vault {name}" },
    nothing: "vault_lock",
  },
  aws_efs: {
    source: "https://docs.aws.amazon.com/efs/latest/ug/delete-efs-fs.html",
    data: { file_system: "every file of the file system" },
    nothing: "access_point backup_policy file_system_policy mount_target replication_configuration",
  },
  aws_fsx: {
    source: "https://docs.aws.amazon.com/fsx/latest/APIReference/API_DeleteFileSystem.html",
    data: {
      backup: "the backup of a file system",
      file_cache: "what the cache has not written back to its data repository",
      lustre_file_system: "every file of the file system",
      ontap_file_system: "every volume of the file system",
      ontap_storage_virtual_machine: "every volume of the storage virtual machine {name}",
      ontap_volume: "every file of the volume {name}",
      openzfs_file_system: "every file of the file system",
      openzfs_snapshot: "the snapshot {name}",
      openzfs_volume: "every file of the volume {name}",
      windows_file_system: "every file of the file system",
    },
    nothing: "data_repository_association s3_access_point_attachment",
  },
  aws_ebs: {
    source: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-deleting-volume.html",
    data: {
      snapshot: "the snapshot of a volume",
      snapshot_copy: "the copy of a snapshot",
      snapshot_import: "the imported snapshot",
      volume: "everything on the volume",
    },
    nothing:
      "default_kms_key encryption_by_default fast_snapshot_restore snapshot_block_public_access",
  },
  aws_volume: { source: PROVIDER_DOCS, nothing: "attachment" },
  aws_snapshot: { source: PROVIDER_DOCS, nothing: "create_volume_permission" },
  aws_ami: {
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/deregister-ami.html",
    data: {
      ".": "the image {name}",
      copy: "the copy of an image, with its snapshots",
      from_instance: "the image {name}, with its snapshots",
    },
    nothing: "launch_permission",
  },
  aws_backup: {
    source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/deleting-backups.html",
    data: {
      vault: "every recovery point in the vault {name}",
      logically_air_gapped_vault: "every recovery point in the vault {name}",
    },
    metadata: { restore_testing_plan: "the results of restore tests" },
    nothing: `framework global_settings plan region_settings report_plan restore_testing_selection selection
      vault_lock_configuration vault_notifications vault_policy`,
  },
  aws_dlm: { source: PROVIDER_DOCS, nothing: "lifecycle_policy" },
  aws_rbin: { source: PROVIDER_DOCS, nothing: "rule" },
  aws_drs: { source: PROVIDER_DOCS, nothing: "replication_configuration_template" },
  aws_storagegateway: {
    source: "https://docs.aws.amazon.com/storagegateway/latest/vgw/deleting-gateway-common.html",
    data: {
      cached_iscsi_volume: "everything on the volume that has no snapshot",
      stored_iscsi_volume: "everything on the volume that has no snapshot",
      gateway:
        "the volumes and tapes of the gateway {gateway_name}, and what it has not uploaded yet",
    },
    nothing:
      "cache file_system_association nfs_file_share smb_file_share tape_pool upload_buffer working_storage",
  },
  aws_datasync: {
    source: PROVIDER_DOCS,
    metadata: { task: "the history of the task {name}" },
    nothing: `agent location_azure_blob location_efs location_fsx_lustre_file_system location_fsx_ontap_file_system
      location_fsx_openzfs_file_system location_fsx_windows_file_system location_hdfs location_nfs
      location_object_storage location_s3 location_smb`,
  },
  aws_transfer: {
    source: "https://docs.aws.amazon.com/transfer/latest/userguide/API_DeleteServer.html",
    metadata: {
      server: "the users and SSH keys of the server, and its endpoint's name",
      host_key: "the host key: clients no longer trust the server",
      user: "the user {user_name} with its SSH keys",
    },
    nothing:
      "access agreement certificate connector profile ssh_key tag web_app web_app_customization workflow",
  },
  aws_media: {
    source: BACKUP_SUPPORT,
    data: { store_container: "every object in the container {name}" },
    nothing: "convert_queue package_channel packagev2_channel_group store_container_policy",
  },
};
