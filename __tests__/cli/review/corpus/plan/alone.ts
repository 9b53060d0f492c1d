import type { CorpusCase } from "../support/corpus-case";
import { plan } from "../support/corpus-plan";
import { create, keep, update } from "../support/plan-changes";
import { ACCOUNT, allowTo, policy } from "../support/policy-text";
import { privateBucket } from "../support/private-bucket";

/** Plans with one thing to find each, in resources that are well configured otherwise. */
export const alone: readonly CorpusCase[] = [
  {
    name: "triples the shards of a small stream next to a large one",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html: at most twice as many",
    why: "AWS rejects it in the middle of the apply.",
    plan: plan(
      update(
        "aws_kinesis_stream.events",
        {
          name: "events",
          shard_count: 1,
          encryption_type: "KMS",
          kms_key_id: "alias/lake",
          stream_mode_details: [{ stream_mode: "PROVISIONED" }],
        },
        { shard_count: 3 },
      ),
      keep("aws_kinesis_stream.clicks", {
        name: "clicks",
        shard_count: 60,
        encryption_type: "KMS",
        kms_key_id: "alias/lake",
        stream_mode_details: [{ stream_mode: "PROVISIONED" }],
      }),
    ),
  },
  {
    name: "changes a rule of a network ACL to addresses that are known after the apply only",
    verdict: "look closely",
    source: "https://developer.hashicorp.com/terraform/internals/json-format: after_unknown",
    why: "It may be the whole internet.",
    plan: plan(
      update(
        "aws_network_acl_rule.office",
        {
          network_acl_id: "acl-1",
          rule_number: 100,
          egress: false,
          protocol: "tcp",
          rule_action: "allow",
          from_port: 443,
          to_port: 443,
          cidr_block: "10.1.0.0/16",
        },
        { cidr_block: null },
        {
          unknown: { cidr_block: true },
          references: { cidr_block: "data.external.office.result" },
        },
      ),
    ),
  },
  {
    name: "creates a private bucket whose policy lets plain HTTP through",
    verdict: "look closely",
    source: "AWS Security Hub S3.5: buckets require requests to use TLS",
    why: "What is read or written by HTTP can be read on the way.",
    plan: plan(
      ...privateBucket(create, "logs", "lake-logs").map((each) =>
        each.type === "aws_s3_bucket_policy"
          ? create(each.address, {
              bucket: "lake-logs",
              policy: policy(
                allowTo({ Service: "logging.s3.amazonaws.com" }, "s3:PutObject", {
                  Resource: "arn:aws:s3:::lake-logs/*",
                  Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
                }),
              ),
            })
          : each,
      ),
    ),
  },
];
