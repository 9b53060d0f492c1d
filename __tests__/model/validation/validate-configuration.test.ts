import { column } from "../../../model/dataset/column-type";
import { sampleEvents } from "../../fixtures/datasets/sample-events";
import { datasets } from "../../fixtures/datasets";
import type { Dataset } from "../../../model/dataset/dataset";
import type { Environment } from "../../../model/environment/environment";
import { environments } from "../../../config/environments";
import { violationLine } from "../../../model/validation/config-violation";
import { validateConfiguration } from "../../../model/validation/validate-configuration";

const valid: Environment = {
  name: "dev",
  project: "lake",
  region: "eu-west-1",
  removalPolicy: "retain",
  state: { type: "local", folder: "state" },
};

/** Violations of an environment with changes; values that TypeScript rejects need good messages at run time too. */
function linesFor(changes: Readonly<Record<string, unknown>>): string[] {
  return validateConfiguration([{ ...valid, ...changes }], [sampleEvents]).map(violationLine);
}

describe("the configuration", () => {
  it("is valid as it is committed", () => {
    expect(validateConfiguration(environments, datasets)).toEqual([]);
  });

  it("is reported with every violation at once, each in one line", () => {
    const lines = linesFor({
      region: "Europe",
      rawRetentionDays: 0,
      stream: { retentionHours: 23 },
      delivery: { buffering: { sizeMiB: 1 } },
    });
    expect(lines).toEqual([
      'environments.dev.region has an invalid format: received "Europe", expected an AWS region such as "eu-west-1", outside of China: an area, a point of the compass and a number. Change it in config/environments.ts.',
      "environments.dev.rawRetentionDays is out of range: received 0, expected an integer from 1 to 2147483647 days. Change it in config/environments.ts.",
      "environments.dev.stream.retentionHours is out of range: received 23, expected an integer from 24 to 8760 hours. Change it in config/environments.ts.",
      "environments.dev.delivery.buffering.sizeMiB is out of range: received 1, expected an integer from 64 to 128 MiB. Change it in config/environments.ts.",
    ]);
  });

  it.each([
    ["an account", { accountId: "012345678901" }],
    [
      "a state bucket named after the account",
      { accountId: "012345678901", state: { type: "s3", region: "eu-west-1" } },
    ],
    ["GovCloud", { region: "us-gov-west-1" }],
    ["a tag that is undefined", { tags: { Project: undefined } }],
    ["tags", { tags: { Team: "données & co".replace("&", "+"), "a:b/c": "" } }],
    ["one day of raw records", { rawRetentionDays: 1 }],
    ["24 hours of retention", { stream: { retentionHours: 24 } }],
    ["a year of retention", { stream: { retentionHours: 8760 } }],
    ["one shard", { stream: { capacity: { mode: "provisioned", shardCount: 1 } } }],
    ["an on-demand stream", { stream: { capacity: { mode: "on-demand" } } }],
    ["every shard-level metric", { stream: { shardLevelMetrics: ["IteratorAgeMilliseconds"] } }],
    ["the smallest buffers", { delivery: { buffering: { sizeMiB: 64, intervalSeconds: 0 } } }],
    [
      "the shortest wait of a backup",
      { delivery: { backup: { buffering: { intervalSeconds: 60 } } } },
    ],
    [
      "a shorter wait of a backup with an emulator",
      {
        delivery: { backup: { buffering: { intervalSeconds: 1 } } },
        emulator: { endpointUrl: "http://127.0.0.1:4566" },
      },
    ],
    ["the largest buffer", { delivery: { buffering: { sizeMiB: 128 } } }],
    [
      "the longest wait with an alarm beyond it",
      {
        delivery: { buffering: { intervalSeconds: 900 } },
        monitoring: { freshnessThresholdSeconds: 901 },
      },
    ],
    [
      "an alarm just before records are lost",
      { monitoring: { iteratorAgeThresholdSeconds: 86_399 } },
    ],
    ["tolerance", { monitoring: { tolerance: { failedConversions: 0, functionErrors: 100 } } }],
    [
      "e-mail addresses",
      { monitoring: { emailAddresses: ["a.b@example.com", "c+d@example.org"] } },
    ],
    [
      "a projection since a day",
      { partitions: { type: "projection", since: "2024-02-29", granularity: "day" } },
    ],
    [
      "a projection of what has not expired",
      { partitions: { type: "projection" }, lakeLifecycle: { expireAfterDays: 90 } },
    ],
    ["a crawler without a schedule", { partitions: { type: "crawler", schedule: false } }],
    ["a scan limit of 10 MiB", { queries: { scanLimitMiB: 10 } }],
    ["logs for ten years", { monitoring: { logRetentionDays: 3653 } }],
    [
      "an alarm topic",
      { monitoring: { alarmActionArns: ["arn:aws:sns:eu-west-1:111122223333:alarms"] } },
    ],
    ["Lake Formation grants for its own roles", { lakeFormation: {} }],
    [
      "Lake Formation readers",
      {
        lakeFormation: {
          locationRegistered: true,
          readers: {
            analysts: "arn:aws:iam::111122223333:role/team/analysts",
            finance_group: "arn:aws:identitystore:::group/1111-aaaa",
            saml: "arn:aws:iam::111122223333:saml-provider/idp:group/data analysts",
          },
        },
      },
    ],
    ["trust without a condition", { serviceTrust: { lambda: "none" } }],
    ["an emulator on IPv6", { emulator: { endpointUrl: "http://[::1]:4566" } }],
    ["an emulator by its name", { emulator: { endpointUrl: "http://localhost:80/" } }],
    [
      "lifecycle steps in order",
      {
        lakeLifecycle: { infrequentAccessAfterDays: 30, archiveAfterDays: 60, expireAfterDays: 61 },
      },
    ],
  ])("may have %s", (_, changes) => {
    expect(linesFor(changes)).toEqual([]);
  });

  it.each([
    ["project", { project: "My Lake" }, 'received "My Lake"'],
    ["project", { project: undefined }, "is missing: received nothing"],
    ["project", { project: "lake--dev" }, "single hyphens"],
    ["region", { region: "cn-north-1" }, "outside of China"],
    ["region", { region: undefined }, "is missing"],
    ["accountId", { accountId: "12345" }, "twelve digits"],
    ["accountId", { accountId: 123456789012 }, "twelve digits in quotes"],
    ["removalPolicy", { removalPolicy: "keep" }, 'one of "retain", "destroy"'],
    ["removalPolicy", { removalPolicy: undefined }, "is missing"],
    ["tags.Project", { tags: { Project: "x" } }, "is set by this project"],
    ["tags: a key", { tags: { "aws:x": "y" } }, 'not beginning with "aws:"'],
    ["tags.a", { tags: { a: "x".repeat(257) } }, "at most 256"],
    ["tags.a", { tags: { a: "*" } }, 'received "*"'],
    ["rawRetentionDays", { rawRetentionDays: 0 }, "from 1 to"],
    ["rawRetentionDays", { rawRetentionDays: 1.5 }, "received 1.5"],
    ["rawRetentionDays", { rawRetentionDays: "30" }, "is not a number"],
    [
      "lakeLifecycle.infrequentAccessAfterDays",
      { lakeLifecycle: { infrequentAccessAfterDays: 29 } },
      "from 30",
    ],
    [
      "lakeLifecycle.noncurrentVersionsExpireAfterDays",
      { lakeLifecycle: { noncurrentVersionsExpireAfterDays: 0 } },
      "from 1",
    ],
    [
      "lakeLifecycle.expireAfterDays",
      { lakeLifecycle: { archiveAfterDays: 40, expireAfterDays: 40 } },
      "is too soon after archiveAfterDays",
    ],
    [
      "lakeLifecycle.archiveAfterDays",
      { lakeLifecycle: { infrequentAccessAfterDays: 60, archiveAfterDays: 89 } },
      "90 days or more",
    ],
    ["stream.capacity.mode", { stream: { capacity: { mode: "elastic" } } }, "is unknown"],
    [
      "stream.capacity.shardCount",
      { stream: { capacity: { mode: "provisioned", shardCount: 0 } } },
      "from 1 to",
    ],
    ["stream.retentionHours", { stream: { retentionHours: 23 } }, "from 24 to 8760"],
    ["stream.retentionHours", { stream: { retentionHours: 8761 } }, "from 24 to 8760"],
    [
      "stream.shardLevelMetrics[1]",
      { stream: { shardLevelMetrics: ["IncomingBytes", "ALL"] } },
      'received "ALL"',
    ],
    [
      "delivery.buffering.sizeMiB",
      { delivery: { buffering: { sizeMiB: 63 } } },
      "from 64 to 128 MiB",
    ],
    [
      "delivery.buffering.sizeMiB",
      { delivery: { buffering: { sizeMiB: 129 } } },
      "from 64 to 128 MiB",
    ],
    [
      "delivery.buffering.intervalSeconds",
      { delivery: { buffering: { intervalSeconds: -1 } } },
      "from 0 to 900",
    ],
    [
      "delivery.buffering.intervalSeconds",
      { delivery: { buffering: { intervalSeconds: 901 } } },
      "from 0 to 900",
    ],
    ["delivery.parquetCompression", { delivery: { parquetCompression: "ZSTD" } }, '"SNAPPY"'],
    [
      "delivery.backup.buffering.sizeMiB",
      { delivery: { backup: { buffering: { sizeMiB: 0 } } } },
      "from 1 to 128",
    ],
    [
      "delivery.backup.buffering.intervalSeconds",
      { delivery: { backup: { buffering: { intervalSeconds: 901 } } } },
      "from 60 to 900",
    ],
    [
      "delivery.backup.buffering.intervalSeconds",
      { delivery: { backup: { buffering: { intervalSeconds: 59 } } } },
      "from 60 to 900",
    ],
    ["delivery.backup.compression", { delivery: { backup: { compression: "ZIP" } } }, '"GZIP"'],
    ["partitions.type", { partitions: { type: "index" } }, '"crawler", "projection"'],
    [
      "partitions.schedule",
      { partitions: { type: "crawler", schedule: "hourly" } },
      "is not an AWS cron expression",
    ],
    ["partitions.since", { partitions: { type: "projection" } }, "the first day with data"],
    ...["2025-02-29", "2025-1-1", "20250101", "2025-01-01T00", 2025, "NOW"].map(
      (since): [string, Readonly<Record<string, unknown>>, string] => [
        "partitions.since",
        { partitions: { type: "projection", since } },
        "is not a day",
      ],
    ),
    [
      "partitions.since",
      { partitions: { type: "projection", since: "9999-01-01" } },
      "is in the future, so that no query finds events",
    ],
    [
      "partitions.granularity",
      { partitions: { type: "projection", since: "2025-01-01", granularity: "month" } },
      '"hour", "day"',
    ],
    [
      "partitions.years.last",
      { partitions: { type: "projection", years: { first: 2020, last: 2025 } } },
      "is over, so that no query finds new events",
    ],
    [
      "partitions.years.first",
      { partitions: { type: "projection", years: { first: 26, last: 2030 } } },
      "from 1970 to 9999.",
    ],
    [
      "partitions.years.last",
      { partitions: { type: "projection", years: { first: 2030, last: 2029 } } },
      "2030 or later",
    ],
    ["queries.scanLimitMiB", { queries: { scanLimitMiB: 9 } }, "from 10 to"],
    [
      "lakeFormation.readers.everybody",
      { lakeFormation: { readers: { everybody: "IAM_ALLOWED_PRINCIPALS" } } },
      "the ARN of one user, role or group",
    ],
    [
      "lakeFormation.readers.account",
      { lakeFormation: { readers: { account: "arn:aws:iam::111122223333:root" } } },
      "the ARN of one user, role or group",
    ],
    [
      "lakeFormation.readers.all",
      { lakeFormation: { readers: { all: "arn:aws:iam::111122223333:role/*" } } },
      "the ARN of one user, role or group",
    ],
    [
      "lakeFormation.readers: a name",
      { lakeFormation: { readers: { "Data Team": "arn:aws:iam::111122223333:role/analysts" } } },
      "single underscores, beginning with a letter",
    ],
    [
      "lakeFormation.readers.b",
      {
        lakeFormation: {
          readers: {
            a: "arn:aws:iam::111122223333:role/analysts",
            b: "arn:aws:iam::111122223333:role/analysts",
          },
        },
      },
      "each principal once",
    ],
    ["queries.resultRetentionDays", { queries: { resultRetentionDays: 0 } }, "from 1 to"],
    ["monitoring.logRetentionDays", { monitoring: { logRetentionDays: 31 } }, "one of 1, 3, 5"],
    [
      "monitoring.alarmActionArns[0]",
      { monitoring: { alarmActionArns: ["ops@example.com"] } },
      "an ARN",
    ],
    [
      "monitoring.freshnessThresholdSeconds",
      { monitoring: { freshnessThresholdSeconds: 60 } },
      "more than the delivery's buffering interval of 60 seconds",
    ],
    [
      "monitoring.freshnessThresholdSeconds",
      { delivery: { buffering: { intervalSeconds: 900 } } },
      "of 900 seconds",
    ],
    [
      "monitoring.freshnessThresholdSeconds",
      { delivery: { backup: { buffering: { intervalSeconds: 900 } } } },
      "of 900 seconds",
    ],
    [
      "monitoring.iteratorAgeThresholdSeconds",
      { monitoring: { iteratorAgeThresholdSeconds: 86_400 } },
      "less than the stream's retention of 24 hours, 86400 seconds",
    ],
    [
      "monitoring.iteratorAgeThresholdSeconds",
      { monitoring: { iteratorAgeThresholdSeconds: 0 } },
      "from 1 to 86400 seconds",
    ],
    [
      "monitoring.tolerance.throttledWrites",
      { monitoring: { tolerance: { throttledWrites: -1 } } },
      "from 0 to",
    ],
    [
      "monitoring.emailAddresses[0]",
      { monitoring: { emailAddresses: ["on-call"] } },
      "an e-mail address such as",
    ],
    [
      "monitoring.emailAddresses[1]",
      { monitoring: { emailAddresses: ["on-call@example.com", "on.call@example.com"] } },
      "is a duplicate",
    ],
    [
      "monitoring.alarmActionArns",
      {
        monitoring: {
          alarmActionArns: Array.from(
            { length: 5 },
            (_, index) => `arn:aws:sns:eu-west-1:111122223333:topic-${index}`,
          ),
        },
      },
      "at most 4 in addition to the lake's own topic",
    ],
    ["serviceTrust.glue", { serviceTrust: { glue: "account" } }, "is unknown"],
    [
      "emulator.endpointUrl",
      { emulator: { endpointUrl: "http://10.0.0.1:4566" } },
      "AWS_ENDPOINT_URL",
    ],
    [
      "emulator.endpointUrl",
      { emulator: { endpointUrl: "http://127.0.0.1.example.com" } },
      "not an address of this machine",
    ],
    [
      "emulator.endpointUrl",
      { emulator: { endpointUrl: "127.0.0.1:4566" } },
      "not an address of this machine",
    ],
    [
      "emulator.endpointUrl",
      { emulator: { endpointUrl: "ftp://127.0.0.1" } },
      "not an address of this machine",
    ],
    [
      "emulator.endpointUrl",
      { emulator: { endpointUrl: "http://127.0.0.1:4566/path" } },
      "not an address of this machine",
    ],
    ["existing", { existing: { lakeBucket: "old-lake" } }, "needs accountId"],
    [
      "existing.lakeBucket",
      { accountId: "012345678901", existing: { lakeBucket: "Old" } },
      "3 to 63 characters",
    ],
    [
      "existing.bucketKeyId",
      { accountId: "012345678901", existing: { bucketKeyId: "alias/lake" } },
      "the id of a KMS key",
    ],
    [
      "existing.lakebucket",
      { accountId: "012345678901", existing: { lakebucket: "old-lake" } },
      "Did you mean lakeBucket?",
    ],
    [
      "existing.datasets.orders",
      { accountId: "012345678901", existing: { datasets: { orders: {} } } },
      "is not a dataset",
    ],
    [
      "existing.datasets.sample_events.table",
      { accountId: "012345678901", existing: { datasets: { sample_events: { table: "old" } } } },
      "needs existing.database",
    ],
    [
      "existing.datasets.sample_events.deliveryStream",
      {
        accountId: "012345678901",
        existing: { datasets: { sample_events: { deliveryStream: "Old", stream: "Old" } } },
      },
      "needs stream and deliveryRole",
    ],
    ["state", { state: undefined }, "is missing"],
    ["state.type", { state: { type: "gcs" } }, '"s3", "cloud" or "local"'],
    ["state.folder", { state: { type: "local", folder: "" } }, "the path of a folder"],
    [
      "state.bucket",
      { state: { type: "s3", bucket: "My.Bucket", region: "eu-west-1" } },
      "3 to 63 characters",
    ],
    ["state.bucket", { state: { type: "s3", region: "eu-west-1" } }, "Set accountId"],
    [
      "state.bucket",
      {
        project: "a-project-of-a-name-like-this-x",
        accountId: "012345678901",
        state: { type: "s3", region: "eu-west-1" },
      },
      "has 64 characters",
    ],
    ["state.region", { state: { type: "s3", bucket: "my-bucket" } }, "is missing"],
    [
      "state.kmsKeyId",
      { state: { type: "s3", bucket: "my-bucket", region: "eu-west-1", kmsKeyId: "key" } },
      "arn:aws:kms:",
    ],
    [
      "state.roleArn",
      { state: { type: "s3", bucket: "my-bucket", region: "eu-west-1", roleArn: "me" } },
      "arn:aws:iam:",
    ],
    ["state.organization", { state: { type: "cloud", workspace: { name: "dev" } } }, "is missing"],
    [
      "state.workspace.name",
      { state: { type: "cloud", organization: "acme", workspace: {} } },
      "is missing",
    ],
    [
      "state.workspace.name",
      { state: { type: "cloud", organization: "acme", workspace: { name: "a b" } } },
      'received "a b"',
    ],
    [
      "state.workspace.tags[0]",
      { state: { type: "cloud", organization: "acme", workspace: { tags: [] } } },
      "is missing",
    ],
    [
      "state.workspace.tags[1]",
      { state: { type: "cloud", organization: "acme", workspace: { tags: ["a", "b c"] } } },
      'received "b c"',
    ],
  ])("may not have this %s: %j", (path, changes, message) => {
    const lines = linesFor(changes);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^environments\.dev\.[^\n]+\.$/);
    expect(lines[0]).toContain(`environments.dev.${path} `);
    expect(lines[0]).toContain(message);
  });

  it("may not have two environments or two datasets with the same name", () => {
    const lines = validateConfiguration([valid, valid], [sampleEvents, sampleEvents]);
    expect(lines.map(({ path, problem }) => `${path} ${problem}`)).toEqual([
      "environments.dev exists more than once",
      "datasets.sample_events exists more than once",
    ]);
  });

  it("may not have an environment with the name of another's state stack", () => {
    const state = { type: "s3", bucket: "my-bucket", region: "eu-west-1" } as const;
    const other = { ...valid, name: "dev-state", project: "other" };
    expect(validateConfiguration([{ ...valid, state }, other], [sampleEvents])).toMatchObject([
      { path: "environments.dev-state", expected: "any other name" },
    ]);
    expect(validateConfiguration([valid, other], [sampleEvents])).toEqual([]);
  });

  it("may not have a dataset whose table is another's error table", () => {
    const other = { ...sampleEvents, name: "sample_events_errors" };
    expect(validateConfiguration([valid], [sampleEvents, other])).toMatchObject([
      { path: "datasets.sample_events_errors", expected: "any other name" },
    ]);
    expect(validateConfiguration([valid], [other])).toEqual([]);
  });
});

describe("names that derive from the configuration", () => {
  it("are rejected, with the rule and the fix, where they exceed the limit of a service", () => {
    const project = "p".repeat(40);
    const lines = linesFor({ project });
    expect(lines).toContain(
      `environments.dev, datasets.sample_events: the name of the Lambda function has 68 characters: received "${project}-dev-sample-events-publisher", expected 1 to 64 characters: letters, digits, hyphens and underscores (https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html). Shorten or change the project, the environment's name or the dataset's name.`,
    );
    expect(lines.map((line) => /name of the ([A-Za-z0-9 ]+) has/.exec(line)?.[1])).toEqual([
      "S3 bucket",
      "S3 bucket",
      "Lambda function",
      "IAM role",
      "IAM role",
      "IAM role",
      "IAM role",
      "EventBridge rule",
    ]);
  });

  it("are checked with twelve digits when the account is unknown", () => {
    const longest = "p".repeat(63 - "-dev-111122223333-athena-results".length);
    expect(linesFor({ project: longest })).toEqual([]);
    expect(linesFor({ project: `${longest}p` })).toEqual([
      expect.stringContaining("the name of the S3 bucket has 64 characters"),
    ]);
  });
});

describe("a dataset", () => {
  /** A dataset without paths, so that its columns can be replaced. */
  const { name, description, columns } = sampleEvents;
  const pathless: Dataset = { name, description, columns };

  function linesOf(changes: Partial<Dataset>, dataset: Dataset = sampleEvents): string[] {
    return validateConfiguration([], [{ ...dataset, ...changes }]).map(violationLine);
  }

  it.each([
    [
      "an upper-case letter",
      { name: "Orders" },
      "datasets.Orders.name can't be the name of a table",
    ],
    ["a hyphen", { name: "web-orders" }, "can't be the name of a table"],
    ["a reserved word of SQL", { name: "order" }, "can't be the name of a table"],
    ["the prefix of all errors", { name: "errors" }, "can't be the name of a table"],
    ["a digit first", { name: "2026_orders" }, "can't be the name of a table"],
  ])("may not have a name with %s", (_, changes, message) => {
    expect(linesOf(changes)).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    [
      "a long description",
      { description: "x".repeat(2049) },
      'description is too long: received "2049 bytes"',
    ],
    [
      "a description of as many characters as may be, with more bytes",
      { description: `${"x".repeat(2047)}é` },
      'description is too long: received "2049 bytes"',
    ],
    [
      "a column with a long description",
      {
        columns: { ...sampleEvents.columns, note: column.string({ description: "x".repeat(256) }) },
      },
      'columns.note.description is too long: received "256 bytes"',
    ],
    [
      "a description with a control character",
      { description: "a\u0000b" },
      'description has characters that the Data Catalog rejects: received "a\\u0000b"',
    ],
    [
      "a column whose description has two lines",
      { columns: { ...sampleEvents.columns, note: column.string({ description: "a\nb" }) } },
      'columns.note.description has characters that the Data Catalog rejects: received "a\\nb"',
    ],
    ["no columns", { columns: {} }, "columns are missing"],
    [
      "a column in upper case",
      { columns: { Event: column.int() } },
      "columns.Event has a name that SQL can't use",
    ],
    ["a column of SQL's", { columns: { order: column.timestamp() } }, "columns.order has a name"],
    [
      "a column with the name of a partition key",
      { columns: { month: column.int() } },
      "any name but year, month, day, hour",
    ],
    [
      "a decimal of 39 digits",
      { columns: { a: column.decimal(39, 2) } },
      "columns.a.precision is out of range: received 39",
    ],
    ["a decimal of 0 digits", { columns: { a: column.decimal(0, 0) } }, "from 1 to 38"],
    ["more scale than precision", { columns: { a: column.decimal(5, 6) } }, "from 0 to 5"],
    ["a char of 256", { columns: { a: column.char(256) } }, "from 1 to 255"],
    ["a varchar of 65536", { columns: { a: column.varchar(65_536) } }, "from 1 to 65535"],
    ["a struct of nothing", { columns: { a: column.struct({}) } }, "is a struct without fields"],
    [
      "a field with a dot",
      { columns: { a: column.struct({ "b.c": column.int() }) } },
      "columns.a.b.c has an invalid name",
    ],
    [
      "fields that differ in case",
      { columns: { a: column.struct({ id: column.int(), ID: column.int() }) } },
      "columns.a.ID differs from another field only in case",
    ],
    [
      "an invalid type in a list",
      { columns: { a: column.array(column.char(0)) } },
      "columns.a[].length",
    ],
    [
      "an invalid type in a map",
      { columns: { a: column.map(column.string(), column.char(0)) } },
      "columns.a{}.length",
    ],
  ])("may not have %s", (_, changes, message) => {
    expect(linesOf(changes, pathless)).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    ["partitionKeyPath", "event.staff", "is not a field"],
    ["partitionKeyPath", "event", "is a field of another type"],
    ["partitionKeyPath", "event.staffId.x", "is not a field"],
    ["partitionKeyPath", "constructor", "is not a field"],
    ["eventTimePath", "metadata.appName", "the dotted path of a field of type timestamp"],
    ["eventTypePath", "", "is not a field"],
    ["eventIdPath", "event.id", "is not a field"],
    ["eventIdPath", "event", "the dotted path of a text or integer field"],
    ["eventIdPath", "metadata.sourceTimestamp", "is a field of another type"],
    ["partitionKeyOrder", "none", 'expected one of "kept", "any". Change it in the dataset'],
    ["validation", "strict", 'expected one of "off", "warn", "reject". Change it in the dataset'],
  ])("may not have the %s %j", (path, value, message) => {
    const lines = linesOf({ [path]: value });
    expect(lines).toEqual([expect.stringContaining(message)]);
    expect(lines[0]).toContain(`datasets.sample_events.${path} `);
  });

  it("may have decimals, chars and varchars at both edges", () => {
    expect(
      linesOf(
        {
          columns: {
            a: column.decimal(1, 0),
            b: column.decimal(38, 38),
            c: column.char(1),
            d: column.char(255),
            e: column.varchar(1),
            f: column.varchar(65_535),
          },
          partitionKeyPath: "a",
        },
        pathless,
      ),
    ).toEqual([]);
  });
});
