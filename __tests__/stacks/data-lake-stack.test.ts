import { environmentOf, synthesizeLake } from "../support/plans/synth";
import { nonEmpty } from "../support/non-empty";
import { statefulAddresses } from "./support/stateful-addresses";

const dev = synthesizeLake(environmentOf("dev"));

describe("the data lake stack", () => {
  it.each(["local", "dev", "qa", "prod"])(
    "keeps the addresses of resources with data in %s",
    (name) => {
      const { resources } = synthesizeLake(environmentOf(name));
      const types = new Set(statefulAddresses.map((address) => address.split(".")[0]));
      const stateful = Object.keys(resources).filter((address) =>
        types.has(address.split(".")[0] ?? ""),
      );
      expect(stateful.sort()).toEqual(statefulAddresses);
    },
  );

  it("has no hashes in addresses", () => {
    for (const address of nonEmpty(Object.keys(dev.resources))) {
      expect(address).toMatch(/^[a-z0-9_]+\.[a-z]+(_[a-z]+)*$/);
    }
  });

  it("has outputs with the names of resources, each with a sentence", () => {
    expect(Object.keys(dev.outputs)).toEqual([
      "access_log_bucket_name",
      "alarm_topic_arn",
      "dashboard_name",
      "database_name",
      "lake_bucket_name",
      "raw_bucket_name",
      "results_bucket_name",
      "sample_events_crawler_name",
      "sample_events_data_location",
      "sample_events_delivery_stream_name",
      "sample_events_error_location",
      "sample_events_error_table_name",
      "sample_events_function_name",
      "sample_events_saved_query_ids",
      "sample_events_stream_name",
      "sample_events_table_name",
      "work_group_name",
    ]);
    for (const { description } of Object.values(dev.outputs)) {
      expect(description).toMatch(/^[A-Z].+\.$/);
    }
  });

  it("accepts a range of provider versions", () => {
    expect(dev.terraform).toMatchObject({
      required_version: ">= 1.11.0",
      required_providers: {
        aws: { source: "hashicorp/aws", version: ">= 6.40.0, < 7.0.0" },
      },
    });
  });

  it("can be deployed to any account by default", () => {
    expect(dev.provider).not.toHaveProperty("allowed_account_ids");
    expect(dev.resource("aws_s3_bucket.data_lake_bucket").bucket).toBe(
      "streaming-data-lake-dev-${data.aws_caller_identity.current.account_id}-lake",
    );
  });

  it("can be deployed only to the configured account, with literal names", () => {
    const named = synthesizeLake(environmentOf("dev", { accountId: "210987654321" }));
    expect(named.provider.allowed_account_ids).toEqual(["210987654321"]);
    expect(named.dataSources).not.toHaveProperty(["data.aws_caller_identity.current"]);
    expect(named.resource("aws_s3_bucket.data_lake_bucket").bucket).toBe(
      "streaming-data-lake-dev-210987654321-lake",
    );
  });

  it("has no endpoints other than those of AWS without an emulator", () => {
    expect(Object.keys(dev.provider).sort()).toEqual([
      "default_tags",
      "forbidden_account_ids",
      "region",
    ]);
  });

  it("rejects the account of the emulator, which AWS_ENDPOINT_URL may still select", () => {
    expect(dev.provider.forbidden_account_ids).toEqual(["123456789012"]);
  });
});

describe("the data lake stack on the embedded AWS", () => {
  const local = synthesizeLake(
    environmentOf("local", { emulator: { endpointUrl: "http://127.0.0.1:4999" } }),
  );

  it("has the endpoint for every service that it uses", () => {
    const prefixes: Record<string, string> = {
      athena: "athena",
      caller: "sts",
      cloudwatch_dashboard: "cloudwatch",
      cloudwatch_event: "events",
      cloudwatch_log: "logs",
      cloudwatch_metric: "cloudwatch",
      glue: "glue",
      iam: "iam",
      kinesis_firehose: "firehose",
      kinesis_stream: "kinesis",
      kms: "kms",
      lambda: "lambda",
      s3: "s3",
      sns: "sns",
    };
    const used = Object.keys(local.resources).map((address) => {
      const service = Object.entries(prefixes).find(([prefix]) =>
        address.startsWith(`aws_${prefix}`),
      );
      if (service === undefined) throw new Error(`Which service has ${address}?`);
      return service[1];
    });
    const [endpoints] = local.provider.endpoints as Record<string, string>[];
    expect(Object.keys(endpoints ?? {})).toEqual(expect.arrayContaining(used));
    expect(new Set(Object.values(endpoints ?? {}))).toEqual(new Set(["http://127.0.0.1:4999"]));
  });

  it("needs neither credentials nor the metadata service", () => {
    expect(local.provider).toMatchObject({
      access_key: "local",
      secret_key: "local",
      s3_use_path_style: true,
      skip_credentials_validation: true,
      skip_metadata_api_check: "true",
      allowed_account_ids: ["123456789012"],
    });
  });

  it("delivers after five seconds", () => {
    expect(
      local.resource("aws_kinesis_firehose_delivery_stream.sample_events_delivery_stream"),
    ).toMatchObject({
      extended_s3_configuration: {
        buffering_interval: 5,
        buffering_size: 64,
        s3_backup_configuration: { buffering_interval: 5 },
      },
    });
  });

  it("has every resource and policy that it has on AWS", () => {
    expect(Object.keys(local.resources).sort()).toEqual(Object.keys(dev.resources).sort());
    expect(Object.keys(local.resourcesOf("aws_s3_bucket_policy"))).toHaveLength(4);
  });
});
