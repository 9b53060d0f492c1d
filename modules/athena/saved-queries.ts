import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import { Construct } from "constructs";
import type { Dataset } from "../../model/dataset/dataset";
import type { PartitionKey } from "../../model/dataset/partition-keys";
import type { IGlueDatabase } from "../glue-catalog/glue-database";
import { savedQueries } from "./saved-query-sql";
import type { QueriedTables } from "./saved-query-sql";
import type { IWorkGroup } from "./work-group";

/** Properties of the saved queries of a dataset. */
export interface SavedQueriesProps {
  readonly dataset: Dataset;
  /**
   * Of the dataset's table.
   *
   * @default - those that a crawler registers
   */
  readonly partitionKeys?: readonly PartitionKey[];
  readonly database: IGlueDatabase;
  readonly tables: QueriedTables;
  readonly workGroup: IWorkGroup;
}

/**
 * The saved queries of a dataset, ready to run in the Athena console.
 *
 * @example
 * new lake.SavedQueries(stack, "queries", {
 *   dataset: orders,
 *   database,
 *   tables: { table: "orders", errorTable: "orders_errors" },
 *   workGroup: { workGroupName: "analysts" },
 * });
 */
export class SavedQueries extends Construct {
  /** Ids of the saved queries by name. */
  readonly idsByName: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: SavedQueriesProps) {
    super(scope, id);
    const ids: Record<string, string> = {};
    const { dataset, partitionKeys, database, tables, workGroup } = props;
    for (const [query, { description, sql }] of Object.entries(
      savedQueries(database.sqlName, dataset, tables, partitionKeys),
    )) {
      const name = `${dataset.name}_${query}`;
      ids[name] = new AthenaNamedQuery(this, query, {
        name,
        description,
        database: database.databaseName,
        workgroup: workGroup.workGroupName,
        query: sql,
      }).id;
    }
    this.idsByName = ids;
  }
}
