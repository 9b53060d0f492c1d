import type { CorpusCase } from "../support/corpus-case";
import { plan } from "../support/corpus-plan";
import { update } from "../support/plan-changes";

/** Plans that overwrite or drop what a resource holds, and destroy no resource. */
export const overwritten: readonly CorpusCase[] = [
  {
    name: "replaces the content of an object in a bucket without versions",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html: without versioning, a PUT overwrites the object",
    why: "The old content can't be brought back.",
    plan: plan(
      update(
        "aws_s3_object.reference",
        { bucket: "lake-reference", key: "countries.csv", content: "DE,Germany\n" },
        { content: "" },
      ),
    ),
  },
  {
    name: "changes the value of a parameter",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html: whoever reads the name gets the newest version",
    why: "Everything that reads it uses the new value from its next start.",
    plan: plan(
      update(
        "aws_ssm_parameter.endpoint",
        { name: "/lake/endpoint", type: "String", value: "https://a.example.com" },
        { value: "https://b.example.com" },
      ),
    ),
  },
  {
    name: "removes an index of a table",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.OnlineOps.html: a deleted index can't be queried",
    why: "Queries of the index fail at once, and building it again takes hours.",
    plan: plan(
      update(
        "aws_dynamodb_table.orders",
        {
          name: "orders",
          hash_key: "id",
          billing_mode: "PAY_PER_REQUEST",
          global_secondary_index: [
            { name: "by-customer", hash_key: "customer", projection_type: "ALL" },
          ],
        },
        { global_secondary_index: [] },
      ),
    ),
  },
];
