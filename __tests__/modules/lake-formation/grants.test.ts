import { datasets } from "../../fixtures/datasets";
import type { LakeFormationSettings } from "../../../model/environment/settings/lake-formation-settings";
import { environmentOf, synthesizeLake } from "../../support/plans/synth";

const analysts = "arn:aws:iam::111122223333:role/analysts";
const type = "aws_lakeformation_permissions";

function lakeWith(lakeFormation?: LakeFormationSettings) {
  return synthesizeLake(environmentOf("dev", lakeFormation && { lakeFormation }), datasets);
}

const registered = lakeWith({ locationRegistered: true, readers: { analysts } });
const grants = registered.resourcesOf(type);

describe("an account without Lake Formation", () => {
  it("gets no grants, and no permission for data through Lake Formation", () => {
    const lake = lakeWith();
    expect(lake.resourcesOf(type)).toEqual({});
    expect(JSON.stringify(lake.dataSources)).not.toContain("lakeformation:");
  });
});

describe.each(datasets.map(({ name }) => name))("the grants of Lake Formation for %s", (name) => {
  const database = "${aws_glue_catalog_database.glue_database.name}";
  const eventTable = {
    database_name: database,
    name: `\${aws_glue_catalog_table.${name}_event_table.name}`,
  };
  const errorTable = {
    database_name: database,
    name: `\${aws_glue_catalog_table.${name}_error_table.name}`,
  };
  const principal = (role: string) => `\${aws_iam_role.${name}_${role}_role.arn}`;

  it.each([
    [
      "the delivery reads the schema",
      "delivery_stream_role_lake_formation_table",
      {
        principal: principal("delivery_stream"),
        permissions: ["DESCRIBE", "SELECT"],
        table: eventTable,
      },
    ],
    [
      "the delivery finds the database",
      "delivery_stream_role_lake_formation_database",
      {
        principal: principal("delivery_stream"),
        permissions: ["DESCRIBE"],
        database: { name: database },
      },
    ],
    [
      "the crawler finds the database",
      "crawler_role_lake_formation_database",
      {
        principal: principal("crawler"),
        permissions: ["DESCRIBE"],
        database: { name: database },
      },
    ],
    [
      "the crawler registers partitions",
      "crawler_role_lake_formation_table",
      {
        principal: principal("crawler"),
        permissions: ["ALTER", "DESCRIBE", "INSERT", "SELECT"],
        table: eventTable,
      },
    ],
    [
      "the crawler's partitions may be in the registered bucket",
      "crawler_role_lake_formation_location",
      {
        principal: principal("crawler"),
        permissions: ["DATA_LOCATION_ACCESS"],
        data_location: { arn: "${aws_s3_bucket.data_lake_bucket.arn}" },
      },
    ],
    [
      "a reader reads the events",
      "event_table_lake_formation_reader_analysts",
      { principal: analysts, permissions: ["DESCRIBE", "SELECT"], table: eventTable },
    ],
    [
      "a reader reads the failures",
      "error_table_lake_formation_reader_analysts",
      { principal: analysts, permissions: ["DESCRIBE", "SELECT"], table: errorTable },
    ],
  ])("include: %s", (_, address, grant) => {
    expect(grants[`${name}_${address}`]).toEqual(grant);
  });

  it.each([
    [
      `aws_kinesis_firehose_delivery_stream.${name}_delivery_stream`,
      [
        `${type}.${name}_delivery_stream_role_lake_formation_database`,
        `${type}.${name}_delivery_stream_role_lake_formation_table`,
      ],
    ],
    [
      `aws_glue_crawler.${name}_crawler`,
      [
        `${type}.${name}_crawler_role_lake_formation_database`,
        `${type}.${name}_crawler_role_lake_formation_table`,
        `${type}.${name}_crawler_role_lake_formation_location`,
      ],
    ],
  ])("exist before %s", (address, needed) => {
    expect(registered.resource(address).depends_on).toEqual(expect.arrayContaining(needed));
  });

  it("come with permission for the crawler's data, and none for the delivery stream, which reads none", () => {
    expect(
      registered.statements(`${name}_crawler_role_permissions`).GetDataFromLakeFormation,
    ).toMatchObject({ actions: ["lakeformation:GetDataAccess"], resources: ["*"] });
    expect(
      JSON.stringify(registered.statements(`${name}_delivery_stream_role_permissions`)),
    ).not.toContain("lakeformation:");
  });
});

describe("all grants of Lake Formation", () => {
  it("are complete, and have no grant option", () => {
    expect(Object.keys(grants)).toHaveLength(1 + 7 * datasets.length);
    expect(JSON.stringify(grants)).not.toContain("permissions_with_grant_option");
    expect(grants.glue_database_lake_formation_reader_analysts).toEqual({
      principal: analysts,
      permissions: ["DESCRIBE"],
      database: { name: "${aws_glue_catalog_database.glue_database.name}" },
    });
  });

  it("allow readers that create views to do so, and no others", () => {
    const modelers = "arn:aws:iam::111122223333:role/modelers";
    const lake = lakeWith({ readers: { analysts, modelers }, viewCreators: ["modelers"] });
    const database = { name: "${aws_glue_catalog_database.glue_database.name}" };
    expect(lake.resourcesOf(type)).toMatchObject({
      glue_database_lake_formation_reader_modelers: {
        principal: modelers,
        permissions: ["CREATE_TABLE", "DESCRIBE"],
        database,
      },
      glue_database_lake_formation_reader_analysts: { permissions: ["DESCRIBE"], database },
    });
  });

  it("have no location and no readers by default", () => {
    const plain = lakeWith({});
    const all = JSON.stringify(plain.resourcesOf(type));
    expect(Object.keys(plain.resourcesOf(type))).toHaveLength(4 * datasets.length);
    expect(all).not.toMatch(/data_location|DATA_LOCATION_ACCESS|reader/);
    expect(JSON.stringify(plain.dataSources)).not.toContain("lakeformation:");
  });
});
