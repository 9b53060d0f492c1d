import type { CorpusCase } from "../support/corpus-case";
import { plan } from "../support/corpus-plan";
import { update } from "../support/plan-changes";

/** Plans about how often keys are rotated. */
export const rotation: readonly CorpusCase[] = [
  {
    name: "rotates a key every seven years rather than every 90 days",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html: the rotation period is from 90 to 2560 days",
    why: "One version of the key encrypts far more than before.",
    plan: plan(
      update(
        "aws_kms_key.lake",
        { is_enabled: true, enable_key_rotation: true, rotation_period_in_days: 90 },
        { rotation_period_in_days: 2560 },
      ),
    ),
  },
];
