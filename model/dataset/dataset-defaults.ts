import type { SettingDefault } from "../environment/environment-defaults";

/**
 * Defaults of all settings of a dataset. This is the only place where they are defined; the documentation is generated from it.
 */
export const datasetDefaults = {
  storage: {
    value: "parquet",
    reason: "Every engine reads it without a table format, and its cost is known.",
    source: "the article",
  },
  partitionKeyOrder: {
    value: "kept",
    reason: "Consumers rely on the order of events, which PutRecords alone does not guarantee.",
    source: "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html",
  },
  validation: {
    value: "off",
    reason: "A contract that nobody has checked against real events would reject them.",
  },
  partitionGranularity: {
    value: "hour",
    reason: "A query for an hour reads that hour only.",
    source: "the article",
  },
  partitionBy: {
    value: [],
    reason: "Each value gets objects of its own, and dynamic partitioning is billed.",
    source: "https://aws.amazon.com/firehose/pricing/",
  },
} as const satisfies Readonly<Record<string, SettingDefault<unknown>>>;

/** Setting of a dataset that has a default. */
export type DefaultedDatasetSetting = keyof typeof datasetDefaults;

/** The default of a setting of a dataset. */
export function datasetDefaultOf<Setting extends DefaultedDatasetSetting>(
  setting: Setting,
): (typeof datasetDefaults)[Setting]["value"] {
  return datasetDefaults[setting].value;
}
