import { environmentOf, synthesizeLake } from "../support/plans/synth";

const account = "111122223333";
const lake = synthesizeLake(environmentOf("dev", { accountId: account }));
const base = "streaming-data-lake-dev";
const hour =
  "year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/hour=!{timestamp:HH}/";
const ledgers = [{ tag: [{ key: "Content", value: "replay-ledger" }] }];
const bucketKeyArn = "${aws_kms_key.bucket_key.arn}";

interface KeyStatement {
  readonly Sid: string;
  readonly Principal: Record<string, string>;
  readonly Action: readonly string[];
  readonly Condition?: Record<string, Record<string, string>>;
}

function keyPolicy(key: string): readonly KeyStatement[] {
  const { policy } = lake.resource(`aws_kms_key.${key}`);
  // The key module writes the policy in this shape.
  return (JSON.parse(String(policy)) as { Statement: readonly KeyStatement[] }).Statement;
}

describe("data storage", () => {
  it.each([
    ["bucket_key", "s3.us-east-1.amazonaws.com", "buckets"],
    ["stream_key", "kinesis.us-east-1.amazonaws.com", "streams"],
  ])("has the %s rotated, with an alias, for use through %s alone", (key, viaService, alias) => {
    expect(lake.resource(`aws_kms_key.${key}`)).toMatchObject({ enable_key_rotation: true });
    expect(lake.resource(`aws_kms_alias.${key}_alias`)).toMatchObject({
      name: `alias/${base}-${alias}`,
      target_key_id: `\${aws_kms_key.${key}.key_id}`,
    });
    const [administration, usage, ...others] = keyPolicy(key);
    expect(others).toEqual([]);
    expect(usage).toMatchObject({
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Condition: { StringEquals: { "kms:ViaService": viaService } },
    });
    expect(administration?.Principal).toEqual({ AWS: `arn:aws:iam::${account}:root` });
    expect(administration?.Action.join()).not.toMatch(
      /kms:(\*|Decrypt|Encrypt|ReEncrypt|GenerateDataKey|CreateGrant|Create\*)/,
    );
  });

  it.each([
    ["data_lake_bucket", `${base}-${account}-lake`],
    ["raw_bucket", `${base}-${account}-raw`],
    ["athena_results_bucket", `${base}-${account}-athena-results`],
  ])("has the %s named, encrypted by the bucket key, versioned and private", (bucket, name) => {
    expect(lake.resource(`aws_s3_bucket.${bucket}`)).toMatchObject({ bucket: name });
    expect(
      lake.resource(`aws_s3_bucket_server_side_encryption_configuration.${bucket}_encryption`),
    ).toMatchObject({
      rule: [
        {
          bucket_key_enabled: true,
          apply_server_side_encryption_by_default: {
            sse_algorithm: "aws:kms",
            kms_master_key_id: bucketKeyArn,
          },
        },
      ],
    });
    expect(lake.resource(`aws_s3_bucket_versioning.${bucket}_versioning`)).toMatchObject({
      versioning_configuration: { status: "Enabled" },
    });
    expect(lake.resource(`aws_s3_bucket_ownership_controls.${bucket}_ownership`)).toMatchObject({
      rule: { object_ownership: "BucketOwnerEnforced" },
    });
  });

  it("keeps raw records for 30 days unless told otherwise, and old versions not for ever", () => {
    const { rule } = lake.resource("aws_s3_bucket_lifecycle_configuration.raw_bucket_ageing");
    expect(rule).toMatchObject([
      { id: "clean-up", noncurrent_version_expiration: [{ noncurrent_days: 7 }] },
      { id: "expire-raw-records", expiration: [{ days: 30 }] },
    ]);
    const longer = synthesizeLake(environmentOf("dev", { rawRetentionDays: 400 }));
    expect(
      longer.resource("aws_s3_bucket_lifecycle_configuration.raw_bucket_ageing").rule,
    ).toContainEqual(expect.objectContaining({ expiration: [{ days: 400 }] }));
  });

  it("ages lake objects as configured", () => {
    const lifecycle = {
      infrequentAccessAfterDays: 30,
      archiveAfterDays: 90,
      expireAfterDays: 400,
      errorsExpireAfterDays: 60,
      noncurrentVersionsExpireAfterDays: 5,
    };
    const ageing = synthesizeLake(environmentOf("dev", { lakeLifecycle: lifecycle }));
    expect(
      ageing.resource("aws_s3_bucket_lifecycle_configuration.data_lake_bucket_ageing").rule,
    ).toMatchObject([
      { noncurrent_version_expiration: [{ noncurrent_days: 5 }] },
      {
        filter: [{ prefix: "data/" }],
        transition: [
          { days: 30, storage_class: "STANDARD_IA" },
          { days: 90, storage_class: "GLACIER_IR" },
        ],
        expiration: [{ days: 400 }],
      },
      { filter: [{ prefix: "errors/" }], expiration: [{ days: 60 }] },
      { filter: ledgers, expiration: [{ days: 68 }] },
    ]);
  });

  it("lets the ledgers of replays expire behind error objects, and nothing else of a replay", () => {
    const { rule } = lake.resource("aws_s3_bucket_lifecycle_configuration.data_lake_bucket_ageing");
    expect(rule).toEqual([
      expect.objectContaining({ id: "clean-up" }),
      expect.objectContaining({ filter: [{ prefix: "errors/" }], expiration: [{ days: 30 }] }),
      expect.objectContaining({ filter: ledgers, expiration: [{ days: 38 }] }),
    ]);
  });
});

describe("streaming", () => {
  it("has a stream of one shard, encrypted with the stream key", () => {
    expect(lake.resource("aws_kinesis_stream.sample_events_event_stream")).toEqual({
      name: `${base}-sample-events`,
      stream_mode_details: { stream_mode: "PROVISIONED" },
      shard_count: 1,
      retention_period: 24,
      shard_level_metrics: [],
      encryption_type: "KMS",
      kms_key_id: "${aws_kms_key.stream_key.arn}",
      lifecycle: { prevent_destroy: true },
    });
  });

  it("has the stream on demand, with retention and shard-level metrics, as configured", () => {
    const other = synthesizeLake(
      environmentOf("dev", {
        stream: {
          capacity: { mode: "on-demand" },
          retentionHours: 168,
          shardLevelMetrics: ["IncomingBytes"],
        },
      }),
    );
    const stream = other.resource("aws_kinesis_stream.sample_events_event_stream");
    expect(stream).toMatchObject({
      stream_mode_details: { stream_mode: "ON_DEMAND" },
      retention_period: 168,
      shard_level_metrics: ["IncomingBytes"],
    });
    expect(stream).not.toHaveProperty("shard_count");
  });

  it("has a publisher that runs on Node.js 22 for a minute and knows its stream", () => {
    const publisher = lake.resource("aws_lambda_function.sample_events_publisher_function");
    expect(publisher).toMatchObject({
      function_name: `${base}-sample-events-publisher`,
      runtime: "nodejs22.x",
      handler: "index.handler",
      timeout: 60,
      source_code_hash: "c2hhMjU2",
      environment: {
        variables: {
          STREAM_NAME: "${aws_kinesis_stream.sample_events_event_stream.name}",
          PARTITION_KEY_PATH: "event.staffId",
        },
      },
    });
    expect(publisher.filename).toMatch(/^assets\/[^/]+\/[^/]+\/publisher\.zip$/);
  });

  it("lets the publisher put to its stream, use the key for it, write its log and its traces, and nothing else", () => {
    const stream = `arn:aws:kinesis:us-east-1:${account}:stream/${base}-sample-events`;
    expect(lake.statements("sample_events_publisher_function_role_permissions")).toEqual({
      PutEvents: { sid: "PutEvents", actions: ["kinesis:PutRecords"], resources: [stream] },
      EncryptEvents: {
        sid: "EncryptEvents",
        actions: ["kms:GenerateDataKey"],
        resources: ["${aws_kms_key.stream_key.arn}"],
        condition: [
          {
            test: "StringEquals",
            variable: "kms:ViaService",
            values: ["kinesis.us-east-1.amazonaws.com"],
          },
          {
            test: "StringLike",
            variable: "kms:EncryptionContext:aws:kinesis:arn",
            values: [stream],
          },
        ],
      },
      WriteLogs: {
        sid: "WriteLogs",
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [
          `arn:aws:logs:us-east-1:${account}:log-group:/aws/lambda/${base}-sample-events-publisher:*`,
        ],
      },
      TraceInvocations: {
        sid: "TraceInvocations",
        actions: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
        resources: ["*"],
      },
    });
  });
});

describe("stream delivery", () => {
  const { kinesis_source_configuration: source, extended_s3_configuration: destination } =
    lake.resource("aws_kinesis_firehose_delivery_stream.sample_events_delivery_stream");

  it("reads the stream", () => {
    expect(source).toMatchObject({
      kinesis_stream_arn: "${aws_kinesis_stream.sample_events_event_stream.arn}",
    });
  });

  it("writes Parquet by the table's latest schema after 60 seconds or 64 MiB", () => {
    expect(destination).toMatchObject({
      buffering_interval: 60,
      buffering_size: 64,
      compression_format: "UNCOMPRESSED",
      kms_key_arn: bucketKeyArn,
      prefix: `data/sample_events/${hour}`,
      error_output_prefix: `errors/sample_events/!{firehose:error-output-type}/${hour}`,
      data_format_conversion_configuration: {
        enabled: true,
        input_format_configuration: { deserializer: { open_x_json_ser_de: {} } },
        output_format_configuration: { serializer: { parquet_ser_de: {} } },
        schema_configuration: {
          table_name: "${aws_glue_catalog_table.sample_events_event_table.name}",
          version_id: "LATEST",
        },
      },
    });
  });

  it("backs source records up in the raw bucket after 60 seconds or 1 MiB", () => {
    expect(destination).toMatchObject({
      s3_backup_mode: "Enabled",
      s3_backup_configuration: {
        bucket_arn: "${aws_s3_bucket.raw_bucket.arn}",
        buffering_interval: 60,
        buffering_size: 1,
        kms_key_arn: bucketKeyArn,
        prefix: `sample_events/${hour}`,
        error_output_prefix: `errors/sample_events/!{firehose:error-output-type}/${hour}`,
      },
    });
  });

  it("takes its buffers and compressions from the configuration", () => {
    const other = synthesizeLake(
      environmentOf("dev", {
        delivery: {
          buffering: { sizeMiB: 128 },
          parquetCompression: "GZIP",
          backup: { buffering: { intervalSeconds: 300 }, compression: "GZIP" },
        },
      }),
    );
    expect(
      other.resource("aws_kinesis_firehose_delivery_stream.sample_events_delivery_stream"),
    ).toMatchObject({
      extended_s3_configuration: {
        buffering_size: 128,
        buffering_interval: 60,
        data_format_conversion_configuration: {
          output_format_configuration: { serializer: { parquet_ser_de: { compression: "GZIP" } } },
        },
        s3_backup_configuration: {
          buffering_size: 1,
          buffering_interval: 300,
          compression_format: "GZIP",
        },
      },
    });
  });
});

describe("glue catalog", () => {
  it("has a database that SQL need not quote", () => {
    expect(lake.resource("aws_glue_catalog_database.glue_database")).toMatchObject({
      name: "streaming_data_lake_dev",
    });
  });

  it("has the article's table over the data folder", () => {
    expect(lake.resource("aws_glue_catalog_table.sample_events_event_table")).toMatchObject({
      name: "sample_events",
      table_type: "EXTERNAL_TABLE",
      parameters: { classification: "parquet" },
      partition_keys: ["year", "month", "day", "hour"].map((name) => ({ name, type: "bigint" })),
      storage_descriptor: {
        location: "s3://${aws_s3_bucket.data_lake_bucket.bucket}/data/sample_events/",
        input_format: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
        output_format: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
        ser_de_info: {
          serialization_library: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
          parameters: { "serialization.format": "1" },
        },
        columns: [
          {
            name: "event",
            type: "struct<staffName:string,staffId:int,emailId:string,status:string>",
          },
          {
            name: "metadata",
            type: "struct<appName:string,eventType:string,sourceTimestamp:timestamp>",
          },
        ],
      },
    });
  });
});

describe("crawler", () => {
  const crawler = lake.resource("aws_glue_crawler.sample_events_crawler");

  it("runs at minutes 15 and 45 unless told otherwise", () => {
    expect(crawler.schedule).toBe("cron(15,45 * ? * * *)");
    const daily = synthesizeLake(
      environmentOf("dev", { partitions: { type: "crawler", schedule: "cron(0 5 * * ? *)" } }),
    );
    expect(daily.resource("aws_glue_crawler.sample_events_crawler").schedule).toBe(
      "cron(0 5 * * ? *)",
    );
    const byHand = synthesizeLake(
      environmentOf("dev", { partitions: { type: "crawler", schedule: false } }),
    );
    expect(byHand.resource("aws_glue_crawler.sample_events_crawler")).not.toHaveProperty(
      "schedule",
    );
  });

  it("is bound to the table and changes no schema", () => {
    expect(crawler).toMatchObject({
      catalog_target: [
        {
          database_name: "${aws_glue_catalog_database.glue_database.name}",
          tables: ["${aws_glue_catalog_table.sample_events_event_table.name}"],
        },
      ],
      schema_change_policy: { delete_behavior: "LOG", update_behavior: "LOG" },
    });
    expect(crawler).not.toHaveProperty("s3_target");
  });

  it("states its grouping, without which every plan would show a change", () => {
    expect(JSON.parse(String(crawler.configuration))).toEqual({
      Version: 1,
      CrawlerOutput: { Partitions: { AddOrUpdateBehavior: "InheritFromTable" } },
      Grouping: { TableGroupingPolicy: "CombineCompatibleSchemas" },
    });
  });

  it("reads the data folder and registers partitions of its table, and neither writes nor makes tables", () => {
    const statements = lake.statements("sample_events_crawler_role_permissions");
    expect(statements.ReadDataLakeObjects?.resources).toEqual([
      `arn:aws:s3:::${base}-${account}-lake/data/sample_events/*`,
    ]);
    expect(statements.RegisterPartitions?.resources).toEqual([
      `arn:aws:glue:us-east-1:${account}:catalog`,
      `arn:aws:glue:us-east-1:${account}:database/streaming_data_lake_dev`,
      `arn:aws:glue:us-east-1:${account}:table/streaming_data_lake_dev/sample_events`,
    ]);
    const actions = JSON.stringify(Object.values(statements).map((each) => each.actions));
    expect(actions).not.toMatch(/s3:Put|s3:Delete|glue:CreateTable|glue:Delete|glue:\*|kms:Enc/);
  });

  it("has an encrypted log group of its own, by the name that Glue makes of role and configuration", () => {
    const configuration = String(crawler.security_configuration);
    expect(configuration).toBe("${aws_glue_security_configuration.crawler_security.name}");
    const role = String(lake.resource("aws_iam_role.sample_events_crawler_role").name);
    const { name } = lake.resource("aws_glue_security_configuration.crawler_security");
    expect(lake.resource("aws_cloudwatch_log_group.sample_events_crawler_logs")).toMatchObject({
      name: `/aws-glue/crawlers-role/${role}-${String(name)}`,
      kms_key_id: "${aws_kms_key.log_key.arn}",
    });
  });
});

describe("athena", () => {
  it("has a work group with enforced, encrypted results and a scan limit", () => {
    expect(lake.resource("aws_athena_workgroup.work_group")).toMatchObject({
      name: base,
      configuration: {
        enforce_workgroup_configuration: true,
        bytes_scanned_cutoff_per_query: 100 * 1024 ** 3,
        result_configuration: {
          output_location: "s3://${aws_s3_bucket.athena_results_bucket.bucket}/results/",
          encryption_configuration: {
            encryption_option: "SSE_KMS",
            kms_key_arn: bucketKeyArn,
          },
        },
      },
    });
  });

  it("has saved queries in the work group", () => {
    const queries = Object.values(lake.resourcesOf("aws_athena_named_query"));
    expect(queries.map(({ name }) => name)).toEqual([
      "sample_events_distinct_events",
      "sample_events_distinct_view",
      "sample_events_event_count",
      "sample_events_events_by_type",
      "sample_events_events_per_hour",
      "sample_events_failed_records",
      "sample_events_failures_by_reason",
      "sample_events_latest_events",
    ]);
    for (const query of queries) {
      expect(query.workgroup).toBe("${aws_athena_workgroup.work_group.name}");
    }
  });
});
