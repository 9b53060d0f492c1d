import { GlueCatalogTableOptimizer } from "@cdktf/provider-aws/lib/glue-catalog-table-optimizer";
import type { GlueCatalogTableOptimizerConfiguration } from "@cdktf/provider-aws/lib/glue-catalog-table-optimizer";
import { Construct } from "constructs";
import type { TrustCondition } from "../../model/environment/settings/service-trust";
import { arn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";
import { ServiceRole } from "../shared/service-role";
import type { IIcebergTable } from "./iceberg-table";

/** Properties of the upkeep of an Iceberg table. */
export interface TableOptimizersProps extends AwsLocation {
  readonly table: IIcebergTable;
  readonly roleName: string;
  /** @default - the form that AWS documents for Glue */
  readonly trust?: TrustCondition;
  /**
   * Days for which snapshots are kept, and with them the files that only they have.
   *
   * @default 5
   */
  readonly snapshotRetentionDays?: number;
  /**
   * Snapshots that are kept whatever their age.
   *
   * @default 1
   */
  readonly snapshotsKept?: number;
  /**
   * Days after which files that no snapshot lists are deleted. A commit that is under way has such files.
   *
   * @default 3
   */
  readonly orphanFileRetentionDays?: number;
}

/** Log groups of the optimizers, which Glue creates. @see https://docs.aws.amazon.com/glue/latest/dg/optimization-prerequisites.html */
export const optimizerLogGroups = ["compaction", "retention", "orphan-file-deletion"].map(
  (kind) => `log-group:/aws-glue/iceberg-${kind}/logs`,
);

/**
 * Upkeep of an Iceberg table by Glue: merges small files, expires snapshots with their files, and deletes files that no
 * snapshot lists. The defaults are Glue's own.
 *
 * @see https://docs.aws.amazon.com/glue/latest/dg/table-optimizers.html
 *
 * @example
 * new lake.TableOptimizers(stack, "optimizers", {
 *   ...location,
 *   table: icebergTable,
 *   roleName: "shop-orders-optimizer",
 * });
 */
export class TableOptimizers extends Construct {
  constructor(scope: Construct, id: string, props: TableOptimizersProps) {
    super(scope, id);
    const { table } = props;
    const role = new ServiceRole(this, "role", {
      roleName: props.roleName,
      description: `Keeps the Iceberg table ${table.tableName} small and fast.`,
      service: "glue",
      trust: props.trust,
      accountId: props.accountId,
    });
    table.grantCommit(role);
    role.addStatements({
      sid: "WriteLogs",
      rationale: "Glue writes the log groups of its optimizers with their role, and creates them.",
      actions: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
      resources: optimizerLogGroups.map((group) => `${arn(props, "logs", group)}:*`),
    });
    const optimize = (
      type: "compaction" | "retention" | "orphan_file_deletion",
      configuration: Omit<GlueCatalogTableOptimizerConfiguration, "enabled" | "roleArn">,
    ) =>
      new GlueCatalogTableOptimizer(this, type, {
        catalogId: props.accountId,
        databaseName: table.database.databaseName,
        tableName: table.tableName,
        type,
        configuration: [{ enabled: true, roleArn: role.arn, ...configuration }],
        dependsOn: [...role.ready],
      });
    optimize("compaction", {});
    optimize("retention", {
      retentionConfiguration: [
        {
          icebergConfiguration: [
            {
              snapshotRetentionPeriodInDays: props.snapshotRetentionDays ?? 5,
              numberOfSnapshotsToRetain: props.snapshotsKept ?? 1,
              cleanExpiredFiles: true,
            },
          ],
        },
      ],
    });
    optimize("orphan_file_deletion", {
      orphanFileDeletionConfiguration: [
        {
          icebergConfiguration: [
            { orphanFileRetentionPeriodInDays: props.orphanFileRetentionDays ?? 3 },
          ],
        },
      ],
    });
  }
}
