import type { CorpusCase } from "../support/corpus-case";
import { create, update } from "../support/plan-changes";
import { plan } from "../support/corpus-plan";
import { OTHER_ACCOUNT } from "../support/policy-text";

/** Databases, clusters, images and front ends that become reachable. */
export const services: readonly CorpusCase[] = [
  {
    name: "puts a database on the internet",
    verdict: "look closely",
    source: "checkov CKV_AWS_17: no database of RDS is publicly accessible",
    why: "It gets a public address.",
    plan: plan(
      update(
        "aws_db_instance.orders",
        { identifier: "orders", engine: "postgres", publicly_accessible: false },
        { publicly_accessible: true },
      ),
    ),
  },
  {
    name: "takes a database off the internet",
    verdict: "safe",
    source: "checkov CKV_AWS_17: no database of RDS is publicly accessible",
    why: "It is the change above the other way round.",
    plan: plan(
      update(
        "aws_db_instance.orders",
        { identifier: "orders", engine: "postgres", publicly_accessible: true },
        { publicly_accessible: false },
      ),
    ),
  },
  {
    name: "shares a snapshot of a database with everybody",
    verdict: "look closely",
    source: "AWS Security Hub RDS.1: snapshots are private",
    why: "Everybody can restore the database in an account of his own.",
    plan: plan(
      update(
        "aws_db_snapshot.orders",
        { db_snapshot_identifier: "orders-1", shared_accounts: [] },
        { shared_accounts: ["all"] },
      ),
    ),
  },
  {
    name: "lets another account make a volume of a snapshot",
    verdict: "look closely",
    source: "AWS Security Hub EC2.1 and Prowler ec2_ebs_public_snapshot",
    why: "The disk's content leaves the account.",
    plan: plan(
      create("aws_snapshot_create_volume_permission.partner", {
        snapshot_id: "snap-1",
        account_id: OTHER_ACCOUNT,
      }),
    ),
  },
  {
    name: "lets everybody launch an image of a machine",
    verdict: "look closely",
    source: "Prowler ec2_ami_public: no image is public",
    why: "The image holds the disk of the machine.",
    plan: plan(create("aws_ami_launch_permission.all", { image_id: "ami-1", group: "all" })),
  },
  {
    name: "puts a data warehouse on the internet",
    verdict: "look closely",
    source: "checkov CKV_AWS_87: no cluster of Redshift is publicly accessible",
    why: "It gets a public address.",
    plan: plan(
      update(
        "aws_redshift_cluster.dwh",
        { cluster_identifier: "dwh", publicly_accessible: false },
        { publicly_accessible: true },
      ),
    ),
  },
  {
    name: "opens the API of a Kubernetes cluster to the internet",
    verdict: "look closely",
    source: "checkov CKV_AWS_38 and CKV_AWS_39: the endpoint of EKS is not open to 0.0.0.0/0",
    why: "Everybody can try credentials.",
    plan: plan(
      update(
        "aws_eks_cluster.apps",
        {
          name: "apps",
          vpc_config: [
            {
              endpoint_public_access: false,
              endpoint_private_access: true,
              public_access_cidrs: [],
            },
          ],
        },
        {
          vpc_config: [
            {
              endpoint_public_access: true,
              endpoint_private_access: true,
              public_access_cidrs: ["0.0.0.0/0"],
            },
          ],
        },
      ),
    ),
  },
  {
    name: "makes a cluster's administrator of an access entry",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html: AmazonEKSClusterAdminPolicy",
    why: "The role controls everything that runs in the cluster.",
    plan: plan(
      create("aws_eks_access_policy_association.ci", {
        cluster_name: "apps",
        principal_arn: "arn:aws:iam::111122223333:role/ci",
        policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        access_scope: [{ type: "cluster" }],
      }),
    ),
  },
  {
    name: "lets machines hand out credentials without a token",
    verdict: "look closely",
    source:
      "checkov CKV_AWS_79: instance metadata requires version 2; the breach of Capital One in 2019",
    why: "A forged request to the machine gets the credentials of its role.",
    plan: plan(
      update(
        "aws_instance.web",
        {
          ami: "ami-1",
          instance_type: "t3.small",
          metadata_options: [{ http_endpoint: "enabled", http_tokens: "required" }],
        },
        { metadata_options: [{ http_endpoint: "enabled", http_tokens: "optional" }] },
      ),
    ),
  },
  {
    name: "gives tasks of a service public addresses",
    verdict: "look closely",
    source: "checkov CKV_AWS_333: services of ECS assign no public addresses",
    why: "Each task is on the internet.",
    plan: plan(
      update(
        "aws_ecs_service.jobs",
        {
          name: "jobs",
          desired_count: 2,
          network_configuration: [{ assign_public_ip: false, subnets: ["subnet-1"] }],
        },
        { network_configuration: [{ assign_public_ip: true, subnets: ["subnet-1"] }] },
      ),
    ),
  },
  {
    name: "opens a method of an API to everybody",
    verdict: "look closely",
    source: "checkov CKV_AWS_59: methods of API Gateway require authorization",
    why: "Everybody can delete orders.",
    plan: plan(
      update(
        "aws_api_gateway_method.delete_order",
        { http_method: "DELETE", authorization: "AWS_IAM", api_key_required: false },
        { authorization: "NONE" },
      ),
    ),
  },
  {
    name: "takes the firewall off a distribution",
    verdict: "look closely",
    source: "checkov CKV_AWS_68: distributions of CloudFront have a web application firewall",
    why: "Attacks reach the origin.",
    plan: plan(
      update(
        "aws_cloudfront_distribution.site",
        {
          enabled: true,
          comment: "site",
          web_acl_id: "arn:aws:wafv2:us-east-1:111122223333:global/webacl/site/1",
        },
        { web_acl_id: "" },
      ),
    ),
  },
  {
    name: "lets a distribution serve plain HTTP",
    verdict: "look closely",
    source: "checkov CKV_AWS_34: distributions of CloudFront use HTTPS",
    why: "Sessions are readable on the way.",
    plan: plan(
      update(
        "aws_cloudfront_distribution.site",
        {
          enabled: true,
          comment: "site",
          default_cache_behavior: [
            { target_origin_id: "s3", viewer_protocol_policy: "redirect-to-https" },
          ],
        },
        {
          default_cache_behavior: [{ target_origin_id: "s3", viewer_protocol_policy: "allow-all" }],
        },
      ),
    ),
  },
  {
    name: "points a name of the domain to another address",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/protection-from-dangling-dns.html: who controls the target controls the name",
    why: "Users, cookies and certificates of the name go to another machine.",
    plan: plan(
      update(
        "aws_route53_record.api",
        { name: "api.example.com", type: "A", ttl: 300, records: ["10.0.0.7"], zone_id: "Z1" },
        { records: ["203.0.113.9"] },
      ),
    ),
  },
  {
    name: "stops encrypting a stream",
    verdict: "look closely",
    source: "checkov CKV_AWS_43: streams of Kinesis are encrypted",
    why: "Events are stored in the clear.",
    plan: plan(
      update(
        "aws_kinesis_stream.events",
        {
          name: "events",
          retention_period: 24,
          shard_count: 2,
          encryption_type: "KMS",
          kms_key_id: "alias/stream",
        },
        { encryption_type: "NONE", kms_key_id: null },
      ),
    ),
  },
];
