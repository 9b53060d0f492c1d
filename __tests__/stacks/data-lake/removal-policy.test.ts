import { sampleEvents } from "../../../config/datasets/sample-events";
import type { RemovalPolicy } from "../../../model/environment/removal-policy";
import { environmentOf, synthesizeLake } from "../../support/plans/synth";
import { statefulAddresses } from "../support/stateful-addresses";

// A database holds tables, which are guarded themselves.
const guarded = statefulAddresses.filter(
  (address) => !address.startsWith("aws_glue_catalog_database."),
);

function lakeWith(removalPolicy: RemovalPolicy, allowDestroy?: string) {
  return synthesizeLake(environmentOf("dev", { removalPolicy }), [sampleEvents], allowDestroy);
}

describe.each([
  ["neither key", "retain", undefined],
  ["the environment's key alone", "destroy", undefined],
  ["the environment's key and another environment's switch", "destroy", "qa"],
  ["the switch alone", "retain", "dev"],
] as const)("with %s", (_, removalPolicy, allowDestroy) => {
  const lake = lakeWith(removalPolicy, allowDestroy);

  it("lets Terraform destroy nothing that holds data", () => {
    const prevented = Object.entries(lake.resources)
      .filter(([, { lifecycle }]) => JSON.stringify(lifecycle ?? {}).includes("prevent_destroy"))
      .map(([address]) => address);
    expect(prevented.sort()).toEqual(guarded);
    for (const address of guarded) {
      expect(lake.resource(address)).toMatchObject({ lifecycle: { prevent_destroy: true } });
    }
  });

  it("empties no bucket and no work group", () => {
    for (const bucket of Object.values(lake.resourcesOf("aws_s3_bucket"))) {
      expect(bucket.force_destroy).toBe(false);
    }
    expect(lake.resource("aws_athena_workgroup.work_group").force_destroy).toBe(false);
  });

  it("leaves 30 days to think again about a key", () => {
    for (const key of Object.values(lake.resourcesOf("aws_kms_key"))) {
      expect(key.deletion_window_in_days).toBe(30);
    }
  });
});

describe("with both keys", () => {
  const lake = lakeWith("destroy", "dev");

  it("guards nothing", () => {
    expect(JSON.stringify(lake.resources)).not.toContain("prevent_destroy");
  });

  it("empties buckets and work group", () => {
    for (const bucket of Object.values(lake.resourcesOf("aws_s3_bucket"))) {
      expect(bucket.force_destroy).toBe(true);
    }
    expect(lake.resource("aws_athena_workgroup.work_group").force_destroy).toBe(true);
  });

  it("leaves the seven days that KMS insists on", () => {
    for (const key of Object.values(lake.resourcesOf("aws_kms_key"))) {
      expect(key.deletion_window_in_days).toBe(7);
    }
  });
});

it("needs no switch on the embedded AWS", () => {
  expect(JSON.stringify(synthesizeLake(environmentOf("local")).resources)).not.toContain(
    "prevent_destroy",
  );
});

it("keeps the table's own properties out of the crawler's way in both", () => {
  for (const lake of [lakeWith("retain"), lakeWith("destroy", "dev")]) {
    const { lifecycle } = lake.resource("aws_glue_catalog_table.sample_events_event_table");
    expect(lifecycle).toMatchObject({
      ignore_changes: expect.arrayContaining(['parameters["UPDATED_BY_CRAWLER"]']) as string[],
    });
  }
});
