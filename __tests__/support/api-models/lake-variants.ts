import { earthquakes } from "../../fixtures/datasets/earthquakes";
import { sampleEvents } from "../../fixtures/datasets/sample-events";
import { column } from "../../../model/dataset/column-type";
import { defineDataset } from "../../../model/dataset/dataset";
import type { Dataset } from "../../../model/dataset/dataset";
import { emulatorAccountId } from "../../../model/environment/emulator-account";
import type { Environment } from "../../../model/environment/environment";
import { environmentOf } from "../plans/synth";

/** Settings that change requests, in addition to those of the environment `local`. */
export interface LakeVariant {
  readonly environment: Partial<Environment>;
  readonly datasets: readonly Dataset[];
}

const orders = defineDataset({
  name: "web_orders",
  description: "Orders of the web shop.",
  columns: {
    order_id: column.int(),
    buyer: column.struct({ country: column.string() }, { description: "Who ordered." }),
    amount: column.decimal(10, 2),
    lines: column.array(
      column.struct({ sku: column.string(), labels: column.map(column.string(), column.string()) }),
    ),
  },
  partitionGranularity: "day",
  // Only partition projection uses `values`.
  partitionBy: [{ name: "land", path: "buyer.country", values: ["de", "fr"] }],
});

const byDay: Dataset = { ...sampleEvents, name: "staff_by_day", partitionGranularity: "day" };

/** All texts with their maximum lengths: the derived names of roles and functions then have 64 characters. */
const longest: Dataset = defineDataset({
  name: "clicks_of_all_visitors_alpha",
  description: `Clicks.\n\tÜñïcødé 🚀 "${"d".repeat(2019)}"`,
  columns: {
    id: column.string({ description: `Who clicked: é 🚀 ${"c".repeat(234)}` }),
    at: column.timestamp(),
  },
  validation: "reject",
});

const datasets = [sampleEvents];
const many = [sampleEvents, earthquakes, orders, byDay, longest];

const monitoring: Environment["monitoring"] = {
  emailAddresses: ["on-call@example.com", "data.platform+lake@example.com"],
  alarmActionArns: [`arn:aws:sns:us-east-1:${emulatorAccountId}:pager`],
  logRetentionDays: 365,
  freshnessThresholdSeconds: 3_600,
};
/** With characters and lengths that all services accept. */
const tags: Environment["tags"] = {
  CostCenter: "data platform",
  "Grüße 日本 _.:/=+-@": "ünïcode 日本 _.:/=+-@",
  ["k".repeat(128)]: "v".repeat(256),
  empty: "",
};
const github: Environment["github"] = { repository: "my-company/data-lake" };
const lakeFormation: Environment["lakeFormation"] = {
  locationRegistered: true,
  readers: { analysts: `arn:aws:iam::${emulatorAccountId}:role/analysts` },
  viewCreators: ["analysts"],
};
const gzip: Partial<Environment> = {
  monitoring: { freshnessThresholdSeconds: 3_600 },
  delivery: {
    buffering: { sizeMiB: 128, intervalSeconds: 900 },
    parquetCompression: "GZIP",
    backup: { buffering: { sizeMiB: 128, intervalSeconds: 900 }, compression: "GZIP" },
  },
};
const onDemand: Partial<Environment> = {
  stream: { capacity: { mode: "on-demand" }, retentionHours: 8760 },
};
const projection: Partial<Environment> = {
  partitions: environmentOf("prod").partitions ?? { type: "crawler" },
};
const boundary = { permissionsBoundaryArn: `arn:aws:iam::${emulatorAccountId}:policy/boundary` };

/** One setting each; they are applied one after another, so that each setting is also reverted. */
export const lakeVariants: Readonly<Record<string, LakeVariant>> = {
  "provisioned with shard-level metrics": {
    environment: {
      stream: {
        capacity: { mode: "provisioned", shardCount: 2 },
        retentionHours: 48,
        shardLevelMetrics: ["IncomingBytes", "IteratorAgeMilliseconds"],
      },
      lakeLifecycle: { infrequentAccessAfterDays: 30, archiveAfterDays: 90, expireAfterDays: 365 },
      tags,
      publisherReservedConcurrency: 5,
    },
    datasets,
  },
  "on-demand": { environment: onDemand, datasets },
  projection: { environment: projection, datasets: [sampleEvents, byDay] },
  "dynamic partitioning": { environment: {}, datasets: [sampleEvents, orders] },
  GZIP: { environment: gzip, datasets },
  "a boundary of the account's own": { environment: { ...boundary, github }, datasets },
  "alarms by e-mail": { environment: { monitoring }, datasets },
  "GitHub roles": { environment: { github: { ...github, rolesMadeBy: "workflows" } }, datasets },
  "Lake Formation": { environment: { lakeFormation, github }, datasets },
  "many datasets": { environment: { github }, datasets: many },
};

/** All settings that can be combined, in one lake. */
export const variantOfAll: LakeVariant = {
  environment: {
    ...onDemand,
    ...projection,
    ...gzip,
    ...boundary,
    tags,
    monitoring,
    lakeFormation,
    github,
  },
  datasets: many,
};
