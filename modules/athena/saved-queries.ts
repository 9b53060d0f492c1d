import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import { Construct } from "constructs";
import type { Dataset } from "../../config/dataset";
import type { GlueDatabase } from "../glue-catalog/glue-database";
import { savedQueries } from "./saved-query-sql";
import type { QueriedTables } from "./saved-query-sql";
import type { WorkGroup } from "./work-group";

/** Whose questions are saved where. */
export interface SavedQueriesProps {
  readonly dataset: Dataset;
  readonly database: GlueDatabase;
  readonly tables: QueriedTables;
  readonly workGroup: WorkGroup;
}

/** The questions of a dataset, ready to run in Athena's console. */
export class SavedQueries extends Construct {
  /** Ids of the saved queries, by their names. */
  readonly idsByName: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: SavedQueriesProps) {
    super(scope, id);
    const ids: Record<string, string> = {};
    const { dataset, database, tables, workGroup } = props;
    for (const [query, { description, sql }] of Object.entries(
      savedQueries(database.sqlName, dataset, tables),
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
