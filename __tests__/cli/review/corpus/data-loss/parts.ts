import type { CorpusCase } from "../support/corpus-case";
import { destroy, update } from "../support/plan-changes";
import { plan } from "../support/corpus-plan";

/** Parts and copies of data that go, while the resource stays. */
export const parts: readonly CorpusCase[] = [
  {
    name: "removes the replica of a table in another region",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html: the replica is deleted",
    why: "Readers of that region fail, and the copy is gone.",
    plan: plan(
      update(
        "aws_dynamodb_table.sessions",
        { name: "sessions", hash_key: "id", replica: [{ region_name: "us-east-1" }] },
        { replica: [] },
      ),
    ),
  },
  {
    name: "destroys an item of a table",
    verdict: "destroys data",
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html",
    why: "The configuration that the item holds is gone.",
    plan: plan(
      destroy("aws_dynamodb_table_item.settings", {
        table_name: "settings",
        hash_key: "id",
        item: "{}",
      }),
    ),
  },
  {
    name: "destroys the value of a secret",
    verdict: "destroys data",
    source:
      "https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html: versions without a label are deleted",
    why: "The password that the version holds can't be read any more.",
    plan: plan(
      destroy(
        "aws_secretsmanager_secret_version.database",
        { secret_id: "database", secret_string: "hunter2-canary" },
        { sensitive: { secret_string: true } },
      ),
    ),
  },
  {
    name: "destroys a directory of users",
    verdict: "destroys data",
    source:
      "https://docs.aws.amazon.com/directoryservice/latest/admin-guide/ms_ad_delete.html: can't be recovered",
    why: "All users, groups and policies are gone.",
    plan: plan(
      destroy("aws_directory_service_directory.corp", { name: "corp.example.com", size: "Small" }),
    ),
  },
  {
    name: "destroys a store of events of CloudTrail",
    verdict: "destroys data",
    source:
      "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-event-data-store-delete.html: after seven days it can't be restored",
    why: "Seven years of audit are gone.",
    plan: plan(
      destroy("aws_cloudtrail_event_data_store.audit", { name: "audit", retention_period: 2557 }),
    ),
  },
  {
    name: "destroys an image of machines with its snapshots",
    verdict: "destroys data",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/deregister-ami.html",
    why: "What was installed on the image can't be launched again.",
    plan: plan(destroy("aws_ami.golden", { name: "golden", root_device_name: "/dev/xvda" })),
  },
  {
    name: "destroys a repository of code",
    verdict: "destroys data",
    source:
      "https://docs.aws.amazon.com/codecommit/latest/userguide/how-to-delete-repository.html: can't be undone",
    why: "All history is gone.",
    plan: plan(destroy("aws_codecommit_repository.lake", { repository_name: "lake" })),
  },
  {
    name: "destroys a zone of names",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DeleteHostedZone.html: the domain is unavailable, or taken over",
    why: "All names of the domain stop working.",
    plan: plan(destroy("aws_route53_zone.main", { name: "example.com", force_destroy: true })),
  },
];
