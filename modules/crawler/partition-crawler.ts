import { GlueCrawler } from "@cdktf/provider-aws/lib/glue-crawler";
import { Construct } from "constructs";
import type { DatasetNames } from "../../model/naming/names";
import type { CrawlerPartitions } from "../../model/environment/settings/partition-settings";
import type { TrustCondition } from "../../model/environment/settings/service-trust";
import { defaultOf } from "../../model/environment/environment-defaults";
import type { IEventTable } from "../glue-catalog/event-table";
import type { AwsLocation } from "../shared/aws-arn";
import { LogGroup } from "../shared/log-group";
import { ServiceRole } from "../shared/service-role";
import type { ICrawlerSecurity } from "./crawler-security";

/** Properties of the crawler of one dataset. */
export interface PartitionCrawlerProps extends Pick<CrawlerPartitions, "schedule">, AwsLocation {
  readonly names: DatasetNames;
  /** @default "source-account" */
  readonly trust?: TrustCondition;
  /** The only table of the crawler. */
  readonly table: IEventTable;
  /**
   * Encrypts the crawler's logs. Required: a crawler without a security configuration writes to the log group
   * `/aws-glue/crawlers`, which all crawlers of the account share, and which no key of the lake encrypts.
   *
   * @see https://docs.aws.amazon.com/glue/latest/dg/console-security-configurations.html
   */
  readonly security: ICrawlerSecurity;
  /** @default 30 */
  readonly logRetentionDays?: number;
}

/**
 * Partitions inherit the schema of the table.
 *
 * @see https://docs.aws.amazon.com/glue/latest/dg/crawler-configuration.html
 */
const crawlerConfiguration = {
  Version: 1,
  CrawlerOutput: { Partitions: { AddOrUpdateBehavior: "InheritFromTable" } },
  // The default is true: the crawler would create an index, for which it has no permission, and Athena would read it only with
  // the table property partition_filtering.enabled:
  // https://docs.aws.amazon.com/glue/latest/dg/crawler-configure-partition-indexes.html
  CreatePartitionIndex: false,
  // Glue adds this for a catalog target, and every plan would remove it again:
  // https://github.com/hashicorp/terraform-provider-aws/issues/30212
  Grouping: { TableGroupingPolicy: "CombineCompatibleSchemas" },
};

/**
 * Crawler that registers the partitions of new hours.
 *
 * @example
 * new lake.PartitionCrawler(stack, "crawler", {
 *   ...location,
 *   names: lake.datasetNames({ project: "shop", environment: "prod" }, "orders"),
 *   table,
 *   security: new lake.CrawlerSecurity(stack, "security", { configurationName: "shop", logKey }),
 *   schedule: "cron(0 * ? * * *)",
 * });
 */
export class PartitionCrawler extends Construct {
  readonly crawlerName: string;

  constructor(scope: Construct, id: string, props: PartitionCrawlerProps) {
    super(scope, id);
    const { names, table, security } = props;
    const role = new ServiceRole(this, "role", {
      roleName: names.crawlerRole,
      description: `Registers partitions of the table ${names.table}.`,
      service: "glue",
      trust: props.trust,
      accountId: props.accountId,
    });
    const logs = new LogGroup(this, "logs", {
      region: props.region,
      accountId: props.accountId,
      logGroupName: security.logGroupName(names.crawlerRole),
      retentionDays: props.logRetentionDays,
      key: security.logKey,
    });
    table.grantRegisterPartitions(role);
    table.bucket.grantRead(role, table.dataPrefix);
    security.grantRead(role);
    logs.grantWriteToOwnStreams(role);
    logs.grantCreateEncrypted(role);

    const schedule = props.schedule ?? defaultOf("partitions.schedule");
    const crawler = new GlueCrawler(this, "Default", {
      name: names.crawler,
      description: `Registers new hours of the table ${names.table}.`,
      role: role.arn,
      databaseName: table.database.databaseName,
      ...(schedule === false ? {} : { schedule }),
      securityConfiguration: security.configurationName,
      catalogTarget: [{ databaseName: table.database.databaseName, tables: [table.tableName] }],
      // A catalog target allows no other deleteBehavior; any other updateBehavior would change the schema.
      schemaChangePolicy: { deleteBehavior: "LOG", updateBehavior: "LOG" },
      configuration: JSON.stringify(crawlerConfiguration),
      dependsOn: [...role.ready, ...logs.ready],
    });
    this.crawlerName = crawler.name;
  }
}
