import type { DeliverySettings } from "../../environment/settings/delivery-settings";
import type { Environment } from "../../environment/environment";
import { checkNumber, checkOneOf, editEnvironments } from "../config-violation";
import type { ConfigViolation } from "../config-violation";
import type { PartitionSettings } from "../../environment/settings/partition-settings";
import { serviceLimits } from "../service-limits";
import { shardLevelMetricNames } from "../../environment/settings/stream-settings";
import type { StreamSettings } from "../../environment/settings/stream-settings";
import { validateMonitoring } from "./validate-monitoring";
import { validateSchedule } from "./validate-schedule";

const trustConditions = ["source-account", "external-id", "none"];

/** Validates the pipeline settings of an environment. */
export function validatePipeline(path: string, environment: Environment): ConfigViolation[] {
  const { stream, delivery, partitions, queries, serviceTrust } = environment;
  return [
    ...(stream === undefined ? [] : validateStream(`${path}.stream`, stream)),
    ...(delivery === undefined ? [] : validateDelivery(`${path}.delivery`, delivery)),
    ...(partitions === undefined ? [] : validatePartitions(`${path}.partitions`, partitions)),
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
    ...checkOneOf(`${path}.capacity.mode`, capacity?.mode, ["provisioned", "on-demand"]),
    ...(capacity?.mode === "provisioned"
      ? checkNumber(`${path}.capacity.shardCount`, capacity.shardCount, serviceLimits.shardCount)
      : []),
    ...checkNumber(`${path}.retentionHours`, retentionHours, serviceLimits.streamRetention),
    ...shardLevelMetrics.flatMap((metric, index) =>
      checkOneOf(`${path}.shardLevelMetrics[${index}]`, metric, shardLevelMetricNames),
    ),
  ];
}

function validateDelivery(path: string, delivery: DeliverySettings): ConfigViolation[] {
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
      bufferInterval,
    ),
    ...checkOneOf(`${path}.backup.compression`, backup?.compression, ["UNCOMPRESSED", "GZIP"]),
  ];
}

function validatePartitions(path: string, partitions: PartitionSettings): ConfigViolation[] {
  if (partitions.type === "crawler") {
    return validateSchedule(`${path}.schedule`, partitions.schedule);
  }
  if (partitions.type !== "projection") {
    // Only untyped code gets here.
    return checkOneOf(`${path}.type`, (partitions as PartitionSettings).type, [
      "crawler",
      "projection",
    ]);
  }
  const { first, last } = partitions.years;
  const violations = [
    ...checkNumber(`${path}.years.first`, first, serviceLimits.partitionYear),
    ...checkNumber(`${path}.years.last`, last, serviceLimits.partitionYear),
  ];
  if (violations.length > 0 || first <= last) return violations;
  return [
    {
      path: `${path}.years.last`,
      problem: "is before the first year",
      received: last,
      expected: `${first} or later`,
      fix: editEnvironments,
    },
  ];
}
