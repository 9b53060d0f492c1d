import { isRecord } from "../../../errors/is-record";
import { AwsServiceError } from "../../gateway/emulated-service";
import type { Fields } from "../catalog/catalog-call";

/** Kinds of optimizers, and the member of the configuration that each has. */
const CONFIGURATIONS = {
  compaction: "compactionConfiguration",
  retention: "retentionConfiguration",
  orphan_file_deletion: "orphanFileDeletionConfiguration",
} as const;

/** A kind of optimizer. */
export type OptimizerType = keyof typeof CONFIGURATIONS;

/**
 * Limits of the documentation: a run every 3 to 168 hours, and counts from 1.
 *
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_IcebergRetentionConfiguration.html
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_IcebergOrphanFileDeletionConfiguration.html
 */
const LIMITS: Readonly<Record<string, readonly [number, number]>> = {
  runRateInHours: [3, 168],
  snapshotRetentionPeriodInDays: [1, Number.MAX_SAFE_INTEGER],
  numberOfSnapshotsToRetain: [1, Number.MAX_SAFE_INTEGER],
  orphanFileRetentionPeriodInDays: [1, Number.MAX_SAFE_INTEGER],
};

/** The settings for Iceberg of a configuration of this kind. */
export function icebergSettings(type: OptimizerType, configuration: Fields): Fields {
  const ofType = configuration[CONFIGURATIONS[type]];
  const iceberg = isRecord(ofType) ? ofType["icebergConfiguration"] : undefined;
  return isRecord(iceberg) ? iceberg : {};
}

/**
 * Checks the configuration of an optimizer.
 *
 * @param location of the table
 * @throws AwsServiceError InvalidInputException
 */
export function checkOptimizer(type: OptimizerType, configuration: Fields, location: string): void {
  for (const [kind, member] of Object.entries(CONFIGURATIONS)) {
    if (kind !== type && configuration[member] !== undefined) {
      throw invalid(`${member} is only for the type ${kind}, received ${type}`);
    }
  }
  if (configuration["vpcConfiguration"] !== undefined) {
    throw invalid("vpcConfiguration is not supported by the embedded AWS; it would work on AWS");
  }
  const settings = icebergSettings(type, configuration);
  for (const [name, [least, most]] of Object.entries(LIMITS)) {
    const value = settings[name];
    if (typeof value === "number" && (value < least || value > most)) {
      const range = most === Number.MAX_SAFE_INTEGER ? `at least ${least}` : `${least} to ${most}`;
      throw invalid(`${name} must be ${range}, received ${value}`);
    }
  }
  const { location: folder } = settings;
  const table = `${location.replace(/\/$/, "")}/`;
  if (typeof folder === "string" && !`${folder.replace(/\/$/, "")}/`.startsWith(table)) {
    throw invalid(`location must be below the table's, ${location}, received ${folder}`);
  }
}

/** Reads the kind of optimizer of a call. @throws AwsServiceError InvalidInputException */
export function optimizerType(value: unknown): OptimizerType {
  const type = Object.keys(CONFIGURATIONS).find((each) => each === value);
  // One of the keys has just been found.
  if (type !== undefined) return type as OptimizerType;
  throw invalid(
    `The type of a table optimizer is one of ${Object.keys(CONFIGURATIONS).join(", ")}`,
  );
}

/** The error for input that Glue refuses. */
export function invalid(message: string): AwsServiceError {
  return new AwsServiceError("InvalidInputException", message);
}
