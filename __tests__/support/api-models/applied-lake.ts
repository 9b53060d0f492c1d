import { App } from "cdktf";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { AwsClients } from "../../../local/aws-clients";
import { readSynthesizedResources } from "../../../cli/cost/synthesized-resources";
import type { TerraformResource } from "../../../cli/terraform/plan/terraform-resource";
import { readAccessSettings } from "../../../local/gateway/callers/access-settings";
import { addEnvironmentStacks } from "../../../stacks/environment-stacks";
import { RunningEmulator } from "../emulator/running-emulator";
import { runTerraform } from "../emulator/terraform";
import { testBinary } from "../emulator/test-binary";
import { environmentOf, publisherPackage } from "../plans/synth";
import type { LakeVariant } from "./lake-variants";

/** The stacks of an environment, applied to an embedded AWS that records the calls. */
export class AppliedLake {
  private readonly initialized = new Set<string>();

  private constructor(
    private readonly aws: RunningEmulator,
    private readonly folder: string,
    /** Path of the recorded calls. */
    readonly recording: string,
  ) {}

  /** Starts an empty embedded AWS. */
  static async start(): Promise<AppliedLake> {
    const folder = mkdtempSync(path.join(tmpdir(), "applied-lake-"));
    const recording = path.join(folder, "calls.jsonl");
    const aws = await RunningEmulator.start(false, {
      recordCalls: recording,
      // moto implements it; the data plane does not need it.
      access: readAccessSettings({ LAKE_ALLOWED_SERVICES: "lakeformation" }),
    });
    return new AppliedLake(aws, folder, recording);
  }

  get clients(): AwsClients {
    return this.aws.clients;
  }

  /**
   * Applies every stack of a variant over the previous variant, concurrently: the stacks don't depend on each other.
   *
   * @param change changes the JSON of each stack before it is applied
   */
  async apply(
    { environment: changes, datasets }: LakeVariant,
    change?: (stack: string) => string,
  ): Promise<void> {
    const app = new App({ outdir: this.folder, stackTraces: false });
    const environment = environmentOf("local", {
      terraformBinary: testBinary,
      emulator: { endpointUrl: this.aws.endpointUrl },
      state: { type: "local", folder: path.join(this.folder, "state") },
      ...changes,
    });
    addEnvironmentStacks(app, {
      environment,
      datasets: datasets.map((dataset) => ({ dataset, publisherPackage: publisherPackage() })),
    });
    app.synth();
    const stacks = app.node.children.map(({ node }) => node.id);
    if (change !== undefined) {
      for (const stack of stacks) {
        const file = path.join(this.folder, "stacks", stack, "cdk.tf.json");
        writeFileSync(file, change(readFileSync(file, "utf8")));
      }
    }
    await Promise.all(stacks.map((stack) => this.applyStack(stack)));
  }

  /** Resources of an applied stack. */
  async resources(stack: string): Promise<readonly TerraformResource[]> {
    return (await readSynthesizedResources(path.join(this.folder, "stacks", stack))).resources;
  }

  /** Destroys all applied stacks. */
  async destroy(): Promise<void> {
    await Promise.all(
      [...this.initialized].map((stack) => this.terraform(stack, "destroy", "-auto-approve")),
    );
  }

  /** Stops the embedded AWS. */
  async stop(): Promise<void> {
    await this.aws.stop();
  }

  private async applyStack(stack: string): Promise<void> {
    if (!this.initialized.has(stack)) {
      this.initialized.add(stack);
      await this.terraform(stack, "init");
    }
    await this.terraform(stack, "apply", "-auto-approve");
  }

  private async terraform(stack: string, ...args: readonly string[]): Promise<void> {
    const folder = path.join(this.folder, "stacks", stack);
    if (!existsSync(folder)) throw new Error(`There is no stack in ${folder}`);
    const options = ["-input=false", "-no-color"];
    const { exitCode, stderr } = await runTerraform(
      folder,
      this.folder,
      this.aws.variables,
      ...args,
      ...options,
    );
    if (exitCode === 0) return;
    throw new Error(`terraform ${args[0]} of ${stack} exited with ${exitCode}:\n${stderr}`);
  }
}
