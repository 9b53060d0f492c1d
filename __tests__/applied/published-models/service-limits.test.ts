import { MAX_RESHARDED_COUNT } from "../../../cli/deploy/resharding";
import { logRetentionChoices, serviceLimits } from "../../../model/validation/service-limits";
import type { PublishedModels } from "../../../local/api-models/published-models";
import { findPublishedModels } from "../../support/api-models/find-published-models";
import type { Shape, ShapeRef } from "../../../local/api-models/service-model";

type LimitName = keyof typeof serviceLimits;

/** Where AWS's models have a value that a limit is about. */
interface ModelledValue {
  readonly service: string;
  readonly operation: string;
  /** Members of the input down to the value. */
  readonly path: string;
  /** What one unit of the limit is in the model. @default 1 */
  readonly unit?: number;
  /** Ends of the limit that are narrower than the model's, and why. */
  readonly narrower?: Partial<Record<"min" | "max", string>>;
}

const delivery = "ExtendedS3DestinationConfiguration";
const createDelivery = { service: "firehose", operation: "CreateDeliveryStream" };
const lifecycle = { service: "s3", operation: "PutBucketLifecycleConfiguration" };

const modelled: Partial<Record<LimitName, ModelledValue>> = {
  convertedBufferSize: {
    ...createDelivery,
    path: `${delivery}.BufferingHints.SizeInMBs`,
    narrower: { min: "the model has one range for every use; format conversion needs 64" },
  },
  bufferSize: {
    ...createDelivery,
    path: `${delivery}.S3BackupConfiguration.BufferingHints.SizeInMBs`,
  },
  bufferInterval: { ...createDelivery, path: `${delivery}.BufferingHints.IntervalInSeconds` },
  backupInterval: {
    ...createDelivery,
    path: `${delivery}.S3BackupConfiguration.BufferingHints.IntervalInSeconds`,
    narrower: {
      min: "the model has one range for every use; the backup can't go without a buffer",
    },
  },
  streamRetention: {
    service: "kinesis",
    operation: "IncreaseStreamRetentionPeriod",
    path: "RetentionPeriodHours",
    narrower: { min: "the model has no range", max: "the model has no range" },
  },
  shardCount: {
    service: "kinesis",
    operation: "UpdateShardCount",
    path: "TargetShardCount",
    narrower: { max: "the quota of an account" },
  },
  reservedConcurrency: {
    service: "lambda",
    operation: "PutFunctionConcurrency",
    path: "ReservedConcurrentExecutions",
    narrower: { min: "0 stops the function", max: "the concurrency of an account" },
  },
  objectExpiration: {
    ...lifecycle,
    path: "LifecycleConfiguration.Rules.[].Expiration.Days",
    narrower: { min: "the model has no range; its text says non-zero" },
  },
  infrequentAccessTransition: {
    ...lifecycle,
    path: "LifecycleConfiguration.Rules.[].Transitions.[].Days",
    narrower: { min: "the model has one range for every storage class" },
  },
  alarmActions: {
    service: "cloudwatch",
    operation: "PutMetricAlarm",
    path: "AlarmActions",
  },
  queryScan: {
    service: "athena",
    operation: "CreateWorkGroup",
    path: "Configuration.BytesScannedCutoffPerQuery",
    unit: 1024 ** 2,
    narrower: { max: "the model has none" },
  },
};

/** Limits of values that no call has. */
const unmodelled: Partial<Record<LimitName, string>> = {
  partitionYear: "a property of a table, free text to Glue",
  alarmThreshold: "this project's own: an alarm may be late by a day at most",
  toleratedEvents: "this project's own: CloudWatch takes any number as a threshold",
};

describe("the limits of services, held against AWS's published models", () => {
  let models: PublishedModels;

  beforeAll(async () => {
    models = await findPublishedModels();
  });

  /** The type of a value, whose range it has. */
  function shapeOf({ service, operation, path }: ModelledValue): Shape {
    const model = models.of(service);
    return path.split(".").reduce(
      (shape, name): Shape => {
        const ref = name === "[]" ? shape.member : shape.members?.[name];
        if (ref === undefined) throw new Error(`${operation} has no ${path}: ${name} is missing`);
        return model.shape(ref);
      },
      model.input(model.operation(operation)),
    );
  }

  function memberOf(service: string, operation: string, name: string): ShapeRef {
    const model = models.of(service);
    const member = model.input(model.operation(operation)).members?.[name];
    if (member === undefined) throw new Error(`${operation} has no ${name}`);
    return member;
  }

  it("knows of each limit whether the models have it", () => {
    const known = [...Object.keys(modelled), ...Object.keys(unmodelled)].sort();
    expect(known).toEqual(Object.keys(serviceLimits).sort());
  });

  it.each(Object.keys(modelled) as LimitName[])(
    "%s is the model's, or narrower for a reason",
    (name) => {
      const value = modelled[name];
      if (value === undefined) throw new Error(`${name} is not modelled`);
      const { unit = 1, narrower = {} } = value;
      const {
        type,
        min = type === "list" ? 0 : undefined,
        max = type === "integer" ? 2 ** 31 - 1 : undefined,
      } = shapeOf(value);
      const limit = serviceLimits[name];
      // The model's range in the limit's unit: whole units within it.
      const least = min === undefined ? undefined : Math.ceil(min / unit);
      const most = max === undefined ? undefined : Math.floor(max / unit);
      if (narrower.min === undefined) expect(limit.min).toBe(least);
      else expect(limit.min).toBeGreaterThanOrEqual(least ?? -Infinity);
      if (narrower.max === undefined) expect(limit.max).toBe(most);
      else expect(limit.max).toBeLessThanOrEqual(most ?? Infinity);
    },
  );

  it.each(Object.entries(serviceLimits))(
    "%s has its page, and the day of comparison",
    (_name, limit) => {
      expect(limit.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+\.html$/);
      expect(limit.compared).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(Date.parse(limit.compared)).toBeGreaterThan(Date.parse("2026-01-01"));
    },
  );

  it("has the days for which CloudWatch Logs keeps log lines", () => {
    const { documentation = "" } = shapeOf({
      service: "logs",
      operation: "PutRetentionPolicy",
      path: "retentionInDays",
    });
    const listed = /Possible values are: ([\d, and]+)/.exec(documentation)?.[1] ?? "";
    expect(listed.match(/\d+/g)?.map(Number)).toEqual(logRetentionChoices);
  });

  it("has the rule by which the number of shards changes", () => {
    const { documentation = "" } = memberOf("kinesis", "UpdateShardCount", "TargetShardCount");
    expect(documentation).toContain("Set this value to more than double your current shard count");
    expect(documentation).toContain("Set this value below half your current shard count");
    const largest = MAX_RESHARDED_COUNT;
    expect(documentation).toContain(`Set this value to more than ${largest} shards in a stream`);
    expect(documentation).toContain(`unless you set this value to less than ${largest} shards`);
  });
});
