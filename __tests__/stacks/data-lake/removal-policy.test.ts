import { sampleEvents } from "../../fixtures/datasets/sample-events";
import type { RemovalPolicy } from "../../../model/environment/removal-policy";
import { environmentOf, synthesizeLake } from "../../support/plans/synth";
import { nonEmpty } from "../../support/non-empty";
import { statefulAddresses } from "../support/stateful-addresses";

// A database holds tables, which are guarded themselves.
const protectedAddresses = statefulAddresses.filter(
  (address) => !address.startsWith("aws_glue_catalog_database."),
);

function lakeWith(removalPolicy: RemovalPolicy, allowDestroy?: string) {
  return synthesizeLake(environmentOf("dev", { removalPolicy }), [sampleEvents], allowDestroy);
}

describe.each([
  ["neither setting", "retain", undefined],
  ["only the removal policy", "destroy", undefined],
  ["the removal policy and the variable for another environment", "destroy", "qa"],
  ["only the variable", "retain", "dev"],
] as const)("with %s", (_, removalPolicy, allowDestroy) => {
  const lake = lakeWith(removalPolicy, allowDestroy);

  it("protects everything with data from Terraform", () => {
    const prevented = Object.entries(lake.resources)
      .filter(([, { lifecycle }]) => JSON.stringify(lifecycle ?? {}).includes("prevent_destroy"))
      .map(([address]) => address);
    expect(prevented.sort()).toEqual(protectedAddresses);
    for (const address of protectedAddresses) {
      expect(lake.resource(address)).toMatchObject({ lifecycle: { prevent_destroy: true } });
    }
  });

  it("empties no bucket and no workgroup", () => {
    for (const bucket of nonEmpty(Object.values(lake.resourcesOf("aws_s3_bucket")))) {
      expect(bucket.force_destroy).toBe(false);
    }
    expect(lake.resource("aws_athena_workgroup.work_group").force_destroy).toBe(false);
  });

  it("deletes keys after 30 days", () => {
    for (const key of nonEmpty(Object.values(lake.resourcesOf("aws_kms_key")))) {
      expect(key.deletion_window_in_days).toBe(30);
    }
  });
});

describe("with both settings", () => {
  const lake = lakeWith("destroy", "dev");

  it("protects nothing", () => {
    expect(JSON.stringify(lake.resources)).not.toContain("prevent_destroy");
  });

  it("empties buckets and workgroup", () => {
    for (const bucket of nonEmpty(Object.values(lake.resourcesOf("aws_s3_bucket")))) {
      expect(bucket.force_destroy).toBe(true);
    }
    expect(lake.resource("aws_athena_workgroup.work_group").force_destroy).toBe(true);
  });

  it("deletes keys after seven days, the minimum of KMS", () => {
    for (const key of nonEmpty(Object.values(lake.resourcesOf("aws_kms_key")))) {
      expect(key.deletion_window_in_days).toBe(7);
    }
  });
});

it("needs no variable on the embedded AWS", () => {
  expect(JSON.stringify(synthesizeLake(environmentOf("local")).resources)).not.toContain(
    "prevent_destroy",
  );
});

it("ignores the table properties of the crawler in both cases", () => {
  for (const lake of [lakeWith("retain"), lakeWith("destroy", "dev")]) {
    const { lifecycle } = lake.resource("aws_glue_catalog_table.sample_events_event_table");
    expect(lifecycle).toMatchObject({
      ignore_changes: expect.arrayContaining(['parameters["UPDATED_BY_CRAWLER"]']) as string[],
    });
  }
});
