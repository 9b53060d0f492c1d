import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { Construct } from "constructs";
import type { LakeFormationSettings } from "../../config/lake-formation-settings";
import { nameFault, nameRules } from "../../config/name-rules";
import { ReaderGrants } from "../lake-formation/reader-grants";
import { checkName } from "../shared/check-name";
import { arn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";

/** The database of the lake. */
export interface GlueDatabaseProps extends AwsLocation {
  readonly databaseName: string;
  /** @default - IAM alone decides who may use the database */
  readonly lakeFormation?: LakeFormationSettings;
}

/** Holds the tables of the lake. */
export class GlueDatabase extends Construct {
  readonly databaseName: string;
  /** The name in SQL: in quotes where a database that was there before needs them. */
  readonly sqlName: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: GlueDatabaseProps,
  ) {
    super(scope, id);
    this.node.addValidation({
      validate: () => checkName(nameRules.anyDatabase, props.databaseName),
    });
    const database = new GlueCatalogDatabase(this, "Default", {
      name: props.databaseName,
      description: "Events of the streaming data lake.",
    });
    this.databaseName = database.name;
    if (props.lakeFormation !== undefined) {
      new ReaderGrants(this, "lake_formation_reader", {
        readers: props.lakeFormation.readers,
        permissions: ["DESCRIBE"],
        database: { name: this.databaseName },
      });
    }
    const isPlain = nameFault(nameRules.database, props.databaseName) === undefined;
    this.sqlName = isPlain ? database.name : `"${database.name}"`;
  }

  /** What Glue checks a call about a table against: the account's catalog, the database and the table. */
  policyArns(tableName: string): string[] {
    const { databaseName } = this.props;
    return [
      arn(this.props, "glue", "catalog"),
      arn(this.props, "glue", `database/${databaseName}`),
      arn(this.props, "glue", `table/${databaseName}/${tableName}`),
    ];
  }
}
