import { argumentRule } from "../arguments/argument-rule";
import type { ArgumentRule } from "../arguments/argument-rule";
import type { ReviewRule } from "../review-rule";
import { copyRules } from "./copies";
import { deadLetterRules } from "./dead-letters";
import { existingBucketRules } from "./existing-bucket";
import { keyRules } from "./keys";
import { lifecycleRules } from "./lifecycle-rules";
import { protectionRules } from "./protection";
import { removedProtection } from "./removed-protection";
import { retentionRules } from "./retention";

/** Rules over single arguments that keep data. */
export const durabilityArguments: readonly ArgumentRule[] = [
  ...retentionRules,
  ...protectionRules,
  ...copyRules,
  ...keyRules,
  ...deadLetterRules,
];

/** What makes data easier to lose. */
export const durabilityRules: readonly ReviewRule[] = [
  ...durabilityArguments.map(argumentRule),
  ...lifecycleRules,
  ...existingBucketRules,
  removedProtection,
];
