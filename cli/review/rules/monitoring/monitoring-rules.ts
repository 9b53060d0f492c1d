import { argumentRule } from "../arguments/argument-rule";
import type { ArgumentRule } from "../arguments/argument-rule";
import type { ReviewRule } from "../review-rule";
import { alarmRules, alarmThreshold, newSuppressions, suppressionRules } from "./alarms";
import { recordRules } from "./records";
import { removedMonitoring } from "./removed-monitoring";

/** Rules over single arguments of what watches and records. */
export const monitoringArguments: readonly ArgumentRule[] = [
  ...alarmRules,
  ...suppressionRules,
  ...recordRules,
];

/** What makes that nobody sees what happens. */
export const monitoringRules: readonly ReviewRule[] = [
  ...monitoringArguments.map(argumentRule),
  alarmThreshold,
  newSuppressions,
  removedMonitoring,
];
