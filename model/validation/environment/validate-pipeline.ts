import type { DeliverySettings } from "../../environment/settings/delivery-settings";
import type { Environment } from "../../environment/environment";
import { checkChoice, checkNumber, checkOneOf } from "../config-violation";
import type { ConfigViolation } from "../config-violation";
import type { PartitionSettings } from "../../environment/settings/partition-settings";
import { backupIntervalLimit, serviceLimits } from "../service-limits";
import { shardLevelMetricNames } from "../../environment/settings/stream-settings";
import type { StreamSettings } from "../../environment/settings/stream-settings";
import { validateMonitoring } from "./validate-monitoring";
import { validateDates, validateYears } from "./validate-partition-range";
import { validateSchedule } from "./validate-schedule";

const trustConditions = ["source-account", "external-id", "none"];

/** Validates the pipeline settings of an environment. */
export function validatePipeline(
  path: string,
  environment: Environment,
  now: Date,
): ConfigViolation[] {
  const { stream, delivery, partitions, queries, serviceTrust } = environment;
  return [
    ...(stream === undefined ? [] : validateStream(`${path}.stream`, stream)),
    ...(delivery === undefined
      ? []
      : validateDelivery(`${path}.delivery`, delivery, environment.emulator !== undefined)),
    ...(partitions === undefined ? [] : validatePartitions(path, partitions, environment, now)),
    ...validateMonitoring(`${path}.monitoring`, environment),
    ...checkNumber(`${path}.queries.scanLimitMiB`, queries?.scanLimitMiB, serviceLimits.queryScan),
    ...checkNumber(
      `${path}.queries.resultRetentionDays`,
      queries?.resultRetentionDays,
      serviceLimits.objectExpiration,
    ),
    ...checkNumber(
      `${path}.publisherReservedConcurrency`,
      environment.publisherReservedConcurrency,
      serviceLimits.reservedConcurrency,
    ),
    ...Object.entries(serviceTrust ?? {}).flatMap(([service, condition]) =>
      checkOneOf(`${path}.serviceTrust.${service}`, condition, trustConditions),
    ),
  ];
}

function validateStream(path: string, stream: StreamSettings): ConfigViolation[] {
  const { capacity, retentionHours, shardLevelMetrics = [] } = stream;
  return [
    ...(capacity === undefined
      ? []
      : checkChoice(`${path}.capacity.mode`, capacity.mode, ["provisioned", "on-demand"])),
    ...(capacity?.mode === "provisioned"
      ? checkNumber(`${path}.capacity.shardCount`, capacity.shardCount, serviceLimits.shardCount)
      : []),
    ...checkNumber(`${path}.retentionHours`, retentionHours, serviceLimits.streamRetention),
    ...shardLevelMetrics.flatMap((metric, index) =>
      checkOneOf(`${path}.shardLevelMetrics[${index}]`, metric, shardLevelMetricNames),
    ),
  ];
}

function validateDelivery(
  path: string,
  delivery: DeliverySettings,
  isEmulated: boolean,
): ConfigViolation[] {
  const { buffering, parquetCompression, backup } = delivery;
  const { convertedBufferSize, bufferSize, bufferInterval } = serviceLimits;
  const compressions = ["SNAPPY", "GZIP", "UNCOMPRESSED"];
  return [
    ...checkNumber(`${path}.buffering.sizeMiB`, buffering?.sizeMiB, convertedBufferSize),
    ...checkNumber(`${path}.buffering.intervalSeconds`, buffering?.intervalSeconds, bufferInterval),
    ...checkOneOf(`${path}.parquetCompression`, parquetCompression, compressions),
    ...checkNumber(`${path}.backup.buffering.sizeMiB`, backup?.buffering?.sizeMiB, bufferSize),
    ...checkNumber(
      `${path}.backup.buffering.intervalSeconds`,
      backup?.buffering?.intervalSeconds,
      backupIntervalLimit(isEmulated),
    ),
    ...checkOneOf(`${path}.backup.compression`, backup?.compression, ["UNCOMPRESSED", "GZIP"]),
  ];
}

function validatePartitions(
  environmentPath: string,
  partitions: PartitionSettings,
  environment: Environment,
  now: Date,
): ConfigViolation[] {
  const path = `${environmentPath}.partitions`;
  if (partitions.type === "crawler") {
    return validateSchedule(`${path}.schedule`, partitions.schedule);
  }
  if (partitions.type !== "projection") {
    // A type that TypeScript would have rejected.
    return checkChoice(`${path}.type`, (partitions as PartitionSettings).type, [
      "crawler",
      "projection",
    ]);
  }
  return partitions.years === undefined
    ? validateDates(path, partitions, environment, now)
    : validateYears(path, partitions.years, now);
}
