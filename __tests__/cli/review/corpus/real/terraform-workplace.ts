import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { strToU8, zipSync } from "fflate";
import { lakeHome } from "../../../../../local/home/lake-home";
import { terraformEnvironment } from "../../../../../toolchain/terraform/terraform-cli-config";
import { testProviderMirror } from "../../../../support/emulator/provider-range";
import { findTestTerraform, testBinary } from "../../../../support/emulator/test-binary";
import type { Scenario } from "./scenario";

const run = promisify(execFile);

/** The provider, for the embedded AWS. */
const PROVIDER = `terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 5.100" }
  }
}
provider "aws" {
  region            = "us-east-1"
  s3_use_path_style = true
}
`;

/** A folder in which Terraform makes one plan after another. */
export class TerraformWorkplace {
  private readonly folder = mkdtempSync(path.join(tmpdir(), "corpus-"));

  private constructor(
    private readonly terraform: string,
    private readonly variables: NodeJS.ProcessEnv,
  ) {}

  /** @param aws variables with which Terraform calls the embedded AWS */
  static async open(aws: NodeJS.ProcessEnv): Promise<TerraformWorkplace> {
    const { toolsFolder, terraformFolder } = lakeHome();
    const terraform = await findTestTerraform(toolsFolder);
    const own = terraformEnvironment({
      folder: terraformFolder,
      binary: testBinary,
      mirror: testProviderMirror(),
    });
    const workplace = new TerraformWorkplace(terraform, { ...process.env, ...own, ...aws });
    workplace.write("provider.tf", PROVIDER);
    // A function needs some code.
    workplace.write("code.zip", zipSync({ "index.js": strToU8("exports.handler = () => {};\n") }));
    await workplace.call("init", "-no-color");
    return workplace;
  }

  /** The output of `terraform show -json` for the plan of a scenario. */
  async planOf({ before, after, planArguments = [] }: Scenario): Promise<string> {
    for (const file of readdirSync(this.folder)) {
      if (file.startsWith("terraform.tfstate")) rmSync(path.join(this.folder, file));
    }
    if (before !== undefined) {
      this.write("main.tf", before);
      await this.call("apply", "-no-color", "-auto-approve");
    }
    this.write("main.tf", after);
    await this.call("plan", "-no-color", "-out=plan.out", ...planArguments);
    return this.call("show", "-no-color", "-json", "plan.out");
  }

  /** Deletes the folder. */
  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async call(...args: readonly string[]): Promise<string> {
    const options = { cwd: this.folder, env: this.variables, maxBuffer: 256 * 1024 * 1024 };
    return (await run(this.terraform, args, options)).stdout;
  }

  private write(file: string, content: string | Uint8Array): void {
    writeFileSync(path.join(this.folder, file), content);
  }
}
