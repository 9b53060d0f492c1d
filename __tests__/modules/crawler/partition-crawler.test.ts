import { environmentOf, synthesizeLake } from "../../support/plans/synth";

const account = "111122223333";
const lake = synthesizeLake(environmentOf("dev", { accountId: account }));
const base = "streaming-data-lake-dev";

describe("the crawler", () => {
  const crawler = lake.resource("aws_glue_crawler.sample_events_crawler");

  it("runs at minutes 15 and 45 by default", () => {
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

  it("has the table as its only target and changes no schema", () => {
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

  it("makes no partition index, and sets its grouping policy, without which every plan would show a change", () => {
    expect(JSON.parse(String(crawler.configuration))).toEqual({
      Version: 1,
      CrawlerOutput: { Partitions: { AddOrUpdateBehavior: "InheritFromTable" } },
      CreatePartitionIndex: false,
      Grouping: { TableGroupingPolicy: "CombineCompatibleSchemas" },
    });
  });

  it("reads the data prefix and registers partitions of its table, but neither writes objects nor creates tables", () => {
    const statements = lake.statements("sample_events_crawler_role_permissions");
    expect(statements.ReadDataLakeObjects?.resources).toEqual([
      `arn:aws:s3:::${base}-${account}-lake/data/sample_events`,
      `arn:aws:s3:::${base}-${account}-lake/data/sample_events/*`,
    ]);
    expect(statements.RegisterPartitions?.resources).toEqual([
      `arn:aws:glue:us-east-1:${account}:catalog`,
      `arn:aws:glue:us-east-1:${account}:database/streaming_data_lake_dev`,
      `arn:aws:glue:us-east-1:${account}:table/streaming_data_lake_dev/sample_events`,
    ]);
    const { UseLogKey: encryption, ...others } = statements;
    expect(encryption?.condition).toEqual([
      expect.objectContaining({ variable: "kms:EncryptionContext:aws:logs:arn" }),
    ]);
    const actions = JSON.stringify(Object.values(others).map((each) => each.actions));
    expect(actions).not.toMatch(/s3:Put|s3:Delete|glue:CreateTable|glue:Delete|glue:\*|kms:Enc/);
  });

  it("has its own encrypted log group, with the name that Glue derives from role and configuration", () => {
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
