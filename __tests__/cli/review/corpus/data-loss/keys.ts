import type { CorpusCase } from "../support/corpus-case";
import { destroy, update } from "../support/plan-changes";
import { plan } from "../support/corpus-plan";

const key = {
  description: "Objects of the lake",
  is_enabled: true,
  enable_key_rotation: true,
  deletion_window_in_days: 30,
};
const changed = (change: Readonly<Record<string, unknown>>) =>
  plan(update("aws_kms_key.bucket_key", key, change));

/** Keys and what they protect. */
export const keys: readonly CorpusCase[] = [
  {
    name: "disables a key",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html: a disabled key decrypts nothing",
    why: "Deliveries and queries fail until it is enabled.",
    plan: changed({ is_enabled: false }),
  },
  {
    name: "stops rotating a key",
    verdict: "look closely",
    source: "checkov CKV_AWS_7: keys are rotated",
    why: "One leaked key stays good indefinitely.",
    plan: changed({ enable_key_rotation: false }),
  },
  {
    name: "rotates a key",
    verdict: "safe",
    source: "checkov CKV_AWS_7: keys are rotated",
    why: "It is the change above the other way round; old data stays readable.",
    plan: plan(
      update(
        "aws_kms_key.bucket_key",
        { ...key, enable_key_rotation: false },
        { enable_key_rotation: true },
      ),
    ),
  },
  {
    name: "shortens the time in which a deleted key can be saved",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html: a waiting period of 7 to 30 days",
    why: "A mistake has to be noticed within a week instead of a month.",
    plan: changed({ deletion_window_in_days: 7 }),
  },
  {
    name: "changes a key's description",
    verdict: "safe",
    source: "https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateKeyDescription.html",
    why: "It has no effect.",
    plan: changed({ description: "Objects of the data lake" }),
  },
  {
    name: "destroys the material of an imported key",
    verdict: "destroys data",
    source:
      "https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-delete-key-material.html: the key is unusable at once",
    why: "Nothing that it encrypted can be read.",
    plan: plan(destroy("aws_kms_external_key.imported", { description: "imported" })),
  },
  {
    name: "destroys a replica of a key",
    verdict: "destroys data",
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-delete.html",
    why: "What services of that region encrypted with it can't be read there.",
    plan: plan(destroy("aws_kms_replica_key.us", { description: "replica" })),
  },
];
