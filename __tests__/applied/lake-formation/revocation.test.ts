import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readAccessSettings } from "../../../local/gateway/callers/access-settings";
import { emulatorAccountId } from "../../../model/environment/emulator-account";
import { RunningEmulator } from "../../support/emulator/running-emulator";
import { runTerraform } from "../../support/emulator/terraform";

const MINUTE = 60_000;
const principal = `arn:aws:iam::${emulatorAccountId}:role/crawler`;
const database = "${aws_glue_catalog_database.shop.name}";

/** Every kind of grant that the lake has. */
const grants = {
  database: { principal, permissions: ["DESCRIBE"], database: { name: database } },
  table: {
    principal,
    permissions: ["ALTER", "DESCRIBE", "INSERT", "SELECT"],
    table: { database_name: database, name: "${aws_glue_catalog_table.orders.name}" },
  },
  location: {
    principal,
    permissions: ["DATA_LOCATION_ACCESS"],
    data_location: { arn: "arn:aws:s3:::shop-lake" },
  },
};

const configuration = {
  terraform: {
    required_providers: { aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" } },
  },
  provider: { aws: { skip_credentials_validation: true, skip_metadata_api_check: "true" } },
  resource: {
    aws_glue_catalog_database: { shop: { name: "shop" } },
    aws_glue_catalog_table: { orders: { name: "orders", database_name: database } },
    aws_lakeformation_permissions: grants,
  },
};

describe("grants of Lake Formation on the embedded AWS", () => {
  it(
    "are made, found again, and revoked by Terraform, which waits for a refusal",
    async () => {
      const folder = mkdtempSync(path.join(tmpdir(), "lake-formation-"));
      writeFileSync(path.join(folder, "main.tf.json"), JSON.stringify(configuration));
      const aws = await RunningEmulator.start(false, {
        access: readAccessSettings({ LAKE_ALLOWED_SERVICES: "lakeformation" }),
      });
      const terraform = async (...args: readonly string[]) => {
        const run = await runTerraform(folder, folder, aws.variables, ...args, "-no-color");
        return [run.exitCode, run.exitCode === 0 ? "" : run.stderr] as const;
      };
      try {
        expect(await terraform("init", "-input=false")).toEqual([0, ""]);
        expect(await terraform("apply", "-auto-approve")).toEqual([0, ""]);
        expect(await terraform("plan", "-detailed-exitcode")).toEqual([0, ""]);
        expect(await terraform("destroy", "-auto-approve")).toEqual([0, ""]);
      } finally {
        await aws.stop();
      }
    },
    5 * MINUTE,
  );
});
