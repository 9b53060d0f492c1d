import { PROVIDER_DOCS } from "./service-holdings";
import type { Holdings } from "./service-holdings";

/** Streams, queues, topics, events and mail. */
export const streamingHoldings: Holdings = {
  aws_kinesis: {
    source: "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DeleteStream.html",
    data: {
      stream:
        "all records in the stream {name}, up to {retention_period} hours of them, delivered or not",
      firehose_delivery_stream:
        "the records in the buffers of {name}, and its position in the stream: a new one starts at LATEST, so records that arrive meanwhile are in neither the lake nor the raw backup",
      video_stream: "all media of the stream {name}",
      analytics_application: "the state of the application {name}",
    },
    metadata: { stream_consumer: "the consumer {name}: what reads through it stops" },
    nothing: "resource_policy",
  },
  aws_kinesisanalyticsv2: {
    source: "https://docs.aws.amazon.com/managed-flink/latest/apiv2/API_DeleteApplication.html",
    data: {
      application: "the state of the application {name}, with all its snapshots",
      application_snapshot: "the snapshot {snapshot_name} of an application's state",
    },
  },
  aws_msk: {
    source: "https://docs.aws.amazon.com/msk/latest/developerguide/msk-delete-cluster.html",
    data: {
      cluster: "every record in the topics of the cluster {cluster_name}",
      serverless_cluster: "every record in the topics of the cluster {cluster_name}",
    },
    metadata: { replicator: "the position of the replicator {replicator_name}" },
    nothing:
      "cluster_policy configuration scram_secret_association single_scram_secret_association vpc_connection",
  },
  aws_mskconnect: {
    source: "https://docs.aws.amazon.com/MSKC/latest/mskc/API_DeleteConnector.html",
    metadata: { connector: "the position of the connector {name}" },
    nothing: "custom_plugin worker_configuration",
  },
  aws_mq: {
    source:
      "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/amazon-mq-deleting-broker.html",
    data: { broker: "every message of the broker {broker_name}" },
    nothing: "configuration",
  },
  aws_sqs: {
    source:
      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html",
    data: { queue: "every message in the queue {name}" },
    nothing: "queue_policy queue_redrive_allow_policy queue_redrive_policy",
  },
  aws_sns: {
    source: "https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html",
    data: { platform_application: "every registered device of the application {name}" },
    metadata: {
      topic: "the subscriptions of the topic {name}, and messages that are not delivered yet",
      topic_subscription: "a subscription that its endpoint confirmed: it must be confirmed again",
    },
    nothing: "sms_preferences topic_data_protection_policy topic_policy",
  },
  aws_pipes: {
    source: PROVIDER_DOCS,
    metadata: { pipe: "the position of the pipe {name} in its source" },
  },
  aws_scheduler: {
    source: PROVIDER_DOCS,
    metadata: { schedule_group: "every schedule of the group {name}" },
    nothing: "schedule",
  },
  aws_schemas: {
    source:
      "https://docs.aws.amazon.com/eventbridge/latest/schema-reference/v1-registries-name-registryname-schemas-name-schemaname.html",
    metadata: {
      registry: "every schema of the registry {name}",
      schema: "every version of the schema {name}",
      discoverer: "the discovery of schemas",
    },
    nothing: "registry_policy",
  },
  aws_ses: {
    source: PROVIDER_DOCS,
    metadata: {
      domain_identity: "the verification of the domain {domain}",
      email_identity: "the verification of the address {email}",
    },
    nothing: `active_receipt_rule_set configuration_set domain_dkim domain_identity_verification domain_mail_from
      event_destination identity_notification_topic identity_policy receipt_filter receipt_rule receipt_rule_set
      template`,
  },
  aws_sesv2: {
    source: "https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteContactList.html",
    data: { contact_list: "every contact of the list {contact_list_name}, with who unsubscribed" },
    metadata: {
      dedicated_ip_pool: "the pool of addresses with their reputation",
      email_identity: "the verification of the identity {email_identity}",
    },
    nothing: `account_suppression_attributes account_vdm_attributes configuration_set
      configuration_set_event_destination dedicated_ip_assignment email_identity_feedback_attributes
      email_identity_mail_from_attributes email_identity_policy`,
  },
  aws_pinpoint: {
    source: "https://docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id.html",
    data: { app: "every endpoint, segment and campaign of the project {name}" },
    nothing: `adm_channel apns_channel apns_sandbox_channel apns_voip_channel apns_voip_sandbox_channel baidu_channel
      email_channel email_template event_stream gcm_channel sms_channel`,
  },
  aws_pinpointsmsvoicev2: {
    source:
      "https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_DeleteOptOutList.html",
    data: { opt_out_list: "who opted out, in the list {name}" },
    metadata: { phone_number: "the phone number, which may be given to somebody else" },
    nothing: "configuration_set",
  },
  aws_customerprofiles: {
    source:
      "https://docs.aws.amazon.com/customerprofiles/latest/APIReference/API_DeleteDomain.html",
    data: {
      domain: "every profile of the domain {domain_name}",
      profile: "the profile of a customer",
    },
  },
};
