import type { CorpusCase } from "../support/corpus-case";
import { plan } from "../support/corpus-plan";
import { create, update } from "../support/plan-changes";
import { ACCOUNT, allowTo, policy } from "../support/policy-text";

/** A rule of a security group for one port. */
const port = (number: number, cidr: string) => ({
  cidr_blocks: [cidr],
  description: "",
  from_port: number,
  to_port: number,
  ipv6_cidr_blocks: [],
  prefix_list_ids: [],
  protocol: "tcp",
  security_groups: [],
  self: false,
});

/** Plans that let more through, one of them each. */
export const traffic: readonly CorpusCase[] = [
  {
    name: "creates a security group that is open for SSH",
    verdict: "look closely",
    source: "checkov CKV_AWS_24: no security group allows 0.0.0.0/0 to port 22",
    why: "Whatever gets the group can be reached from everywhere.",
    plan: plan(
      create("aws_security_group.jump", {
        name: "jump",
        description: "Jump host",
        vpc_id: "vpc-1",
        ingress: [port(22, "0.0.0.0/0")],
        egress: [],
      }),
    ),
  },
  {
    name: "opens the database's port to one more network of the company",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html: rules hold at once for what has the group",
    why: "Machines that could not reach the database can now.",
    plan: plan(
      update(
        "aws_security_group.database",
        { name: "database", vpc_id: "vpc-1", ingress: [port(5432, "10.1.0.0/16")], egress: [] },
        { ingress: [port(5432, "10.1.0.0/16"), port(5432, "10.2.0.0/16")] },
      ),
    ),
  },
  {
    name: "creates a queue with which a role of the account may do everything",
    verdict: "look closely",
    source: "checkov CKV_AWS_72: no queue policy allows every action",
    why: "The role can delete the queue and change its policy.",
    plan: plan(
      create("aws_sqs_queue.jobs", {
        name: "jobs",
        sqs_managed_sse_enabled: true,
        arn: `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`,
        policy: policy(
          allowTo({ AWS: `arn:aws:iam::${ACCOUNT}:role/worker` }, "sqs:*", {
            Resource: `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`,
          }),
        ),
      }),
    ),
  },
];
