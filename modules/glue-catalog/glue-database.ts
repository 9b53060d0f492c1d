import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { Construct } from "constructs";
import type { LakeFormationSettings } from "../../model/environment/settings/lake-formation-settings";
import { defaultOf } from "../../model/environment/environment-defaults";
import { nameProblem, nameRules } from "../../model/naming/name-rules";
import { ReaderGrants } from "../lake-formation/reader-grants";
import { checkName } from "../shared/check-name";
import { catalogKeyUse } from "./catalog-key";
import type { IGrantee } from "../shared/grantee";
import type { IServiceBoundKey } from "../shared/service-bound-key";
import { arn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";

/** A database of the catalog, created here or elsewhere. */
export interface IGlueDatabase {
  readonly databaseName: string;
  /** The name in SQL: quoted if an existing database needs it. */
  readonly sqlName: string;
  /** ARNs that Glue checks in a call for a table: the catalog of the account, the database and the table. */
  policyArns(tableName: string): string[];
  /**
   * Allows a role to use the key of an encrypted catalog, if there is one.
   *
   * @param sid of the statement: letters
   */
  grantUseCatalogKey(role: IGrantee, sid: string): void;
}

/** Properties of the database of the lake. */
export interface GlueDatabaseProps extends AwsLocation {
  readonly databaseName: string;
  /**
   * Key of the account's catalog, which roles use through Glue.
   *
   * @default - the catalog is not encrypted with a customer managed key
   */
  readonly catalogKey?: IServiceBoundKey | undefined;
  /** @default - access is controlled by IAM alone */
  readonly lakeFormation?: LakeFormationSettings | undefined;
}

/**
 * Database of the tables of the lake.
 *
 * @example
 * const database = new lake.GlueDatabase(stack, "database", { ...location, databaseName: "shop" });
 */
export class GlueDatabase extends Construct implements IGlueDatabase {
  readonly databaseName: string;
  /** The name in SQL: quoted if an existing database needs it. */
  readonly sqlName: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: GlueDatabaseProps,
  ) {
    super(scope, id);
    this.node.addValidation({
      validate: () => checkName(nameRules.existingDatabase, props.databaseName),
    });
    const database = new GlueCatalogDatabase(this, "Default", {
      name: props.databaseName,
      description: "Events of the streaming data lake.",
    });
    this.databaseName = database.name;
    if (props.lakeFormation !== undefined) {
      new ReaderGrants(this, "lake_formation_reader", {
        readers: props.lakeFormation.readers ?? {},
        permissions: ["DESCRIBE"],
        // A view is a table of the catalog.
        more: {
          readers: props.lakeFormation.viewCreators ?? defaultOf("lakeFormation.viewCreators"),
          permissions: ["CREATE_TABLE"],
        },
        database: { name: this.databaseName },
      });
    }
    this.sqlName = quoted(props.databaseName, database.name);
  }

  /** A database that was created elsewhere. */
  static fromDatabaseName(
    props: Pick<GlueDatabaseProps, "accountId" | "catalogKey" | "databaseName" | "region">,
  ): IGlueDatabase {
    const { databaseName } = props;
    return {
      databaseName,
      sqlName: quoted(databaseName, databaseName),
      policyArns: (tableName) => tablePolicyArns(props, tableName),
      grantUseCatalogKey: (role, sid) => grantUseCatalogKey(props, role, sid),
    };
  }

  policyArns(tableName: string): string[] {
    return tablePolicyArns(this.props, tableName);
  }

  grantUseCatalogKey(role: IGrantee, sid: string): void {
    grantUseCatalogKey(this.props, role, sid);
  }
}

function grantUseCatalogKey(
  { accountId, catalogKey }: Pick<GlueDatabaseProps, "accountId" | "catalogKey">,
  role: IGrantee,
  sid: string,
): void {
  catalogKey?.grant(
    role,
    catalogKeyUse(accountId, {
      sid,
      rationale: "Glue decrypts and encrypts the catalog with its key on behalf of whoever calls.",
    }),
  );
}

/** @param reference the name, or a token that Terraform resolves to it */
function quoted(name: string, reference: string): string {
  return nameProblem(nameRules.database, name) === undefined ? reference : `"${reference}"`;
}

function tablePolicyArns(
  props: Pick<GlueDatabaseProps, "accountId" | "databaseName" | "region">,
  tableName: string,
): string[] {
  const { databaseName } = props;
  return [
    arn(props, "glue", "catalog"),
    arn(props, "glue", `database/${databaseName}`),
    arn(props, "glue", `table/${databaseName}/${tableName}`),
  ];
}
