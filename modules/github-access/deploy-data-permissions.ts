import type { PolicyStatement } from "../shared/policy-statement";
import type { LakeArns } from "./lake-arns";
import { deployKeysStatements, requestTags } from "./key-permissions";

/**
 * Permissions of a deployment for resources that hold data. It creates and updates them, but can't delete any: no bucket,
 * object, key, stream, delivery stream, database or table. Deleting them takes the credentials of a person.
 */
export function deployDataStatements(lake: LakeArns): PolicyStatement[] {
  return [
    {
      sid: "ManageBuckets",
      actions: [
        "s3:CreateBucket",
        "s3:DeleteBucketPolicy",
        "s3:PutBucketLogging",
        "s3:PutBucketOwnershipControls",
        "s3:PutBucketPolicy",
        "s3:PutBucketPublicAccessBlock",
        "s3:PutBucketTagging",
        "s3:PutBucketVersioning",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
        // S3 tags by these too, CreateBucket with tags among it:
        // https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
        "s3:TagResource",
        "s3:UntagResource",
      ],
      resources: lake.buckets,
    },
    ...deployKeysStatements(lake),
    {
      sid: "ManageStreams",
      actions: [
        "kinesis:AddTagsToStream",
        "kinesis:CreateStream",
        "kinesis:DecreaseStreamRetentionPeriod",
        "kinesis:IncreaseStreamRetentionPeriod",
        "kinesis:RemoveTagsFromStream",
      ],
      resources: lake.streams,
    },
    ...encryptStreams(lake),
    {
      sid: "ResizeStreams",
      rationale:
        "The actions have no resource types, nor condition keys that would tell streams apart.",
      actions: [
        "kinesis:DisableEnhancedMonitoring",
        "kinesis:EnableEnhancedMonitoring",
        "kinesis:UpdateShardCount",
        "kinesis:UpdateStreamMode",
      ],
      resources: ["*"],
    },
    {
      sid: "ManageDeliveryStreams",
      actions: [
        "firehose:CreateDeliveryStream",
        "firehose:TagDeliveryStream",
        "firehose:UntagDeliveryStream",
        "firehose:UpdateDestination",
      ],
      resources: lake.deliveryStreams,
    },
    {
      sid: "ManageCatalog",
      actions: [
        "glue:CreateDatabase",
        "glue:CreateTable",
        "glue:UpdateDatabase",
        "glue:UpdateTable",
      ],
      resources: lake.tables,
    },
    ...changeCrawlers(lake),
    {
      sid: "TagCatalog",
      actions: ["glue:TagResource", "glue:UntagResource"],
      resources: [lake.database, lake.crawlers],
    },
  ];
}

/**
 * Encrypting the streams. The action is checked against the key too, whose id says nothing: who may use which key, the keys'
 * own policies say. Kinesis looks the key up in the caller's name, for which AWS asks these permissions of whoever
 * administers a stream; `kms:DescribeKey` is among what a plan reads.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonkinesisdatastreams.html
 * @see https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html
 */
function encryptStreams(lake: LakeArns): PolicyStatement[] {
  return [
    {
      sid: "EncryptStreams",
      actions: ["kinesis:StartStreamEncryption"],
      resources: [...lake.streams, lake.keys],
    },
    {
      sid: "ListStreamKeys",
      rationale:
        "AWS documents it for administrators of encrypted streams. It lists keys, their grants and policies, of the lake and of others, and shows no data.",
      actions: ["kms:List*"],
      resources: ["*"],
    },
  ];
}

/** Crawlers. Making one knows no resource, so that only the tags in the request say whose it will be. */
function changeCrawlers(lake: LakeArns): PolicyStatement[] {
  return [
    {
      sid: "CreateCrawlers",
      rationale: "The action has no resource types: the request must carry the lake's own tags.",
      actions: ["glue:CreateCrawler"],
      resources: ["*"],
      condition: requestTags(lake),
    },
    {
      sid: "ManageCrawlers",
      actions: ["glue:DeleteCrawler", "glue:UpdateCrawler"],
      resources: [lake.crawlers],
    },
  ];
}
