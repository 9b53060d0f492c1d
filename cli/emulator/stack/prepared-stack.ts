import type { LakeHome } from "../../../local/home/lake-home";
import type { Detail, Output } from "../../terminal/output";
import type { TerraformProps } from "../../terraform/run-terraform";
import { initialize, isInitialized } from "../../terraform/terraform-init";
import { stackDigest, synthesizeLocalStack } from "./local-stack";
import type { LocalStack } from "./local-stack";

/** The stack `local`, made ready for Terraform while something else goes on. */
export class PreparedStack {
  private readonly synthesized: Promise<LocalStack>;
  private readonly digested: Promise<string>;
  private readonly initialized: Promise<boolean>;
  private detail: Detail = () => undefined;

  /**
   * Begins to synthesize the stack, and to initialize Terraform unless the stack is the deployed one. The embedded AWS need
   * not run yet.
   *
   * @param terraform path of Terraform's executable
   * @param deployed digest of the deployed stack. @default - none is known
   */
  constructor(home: LakeHome, terraform: string, endpointUrl: string, deployed?: string) {
    this.synthesized = synthesizeLocalStack(home, terraform, endpointUrl);
    this.digested = this.synthesized.then(stackDigest);
    this.initialized = this.digested.then(async (digest) =>
      digest === deployed ? false : this.initialize(),
    );
    // Whoever awaits them reports the errors; nobody does if the embedded AWS does not start.
    for (const each of [this.synthesized, this.digested, this.initialized]) {
      each.catch(() => undefined);
    }
  }

  /** Waits for the synthesized stack, and returns its digest. */
  async digest(output: Output): Promise<string> {
    return output.step("Synthesize the stack", () => this.digested);
  }

  /** The folder of the synthesized stack. */
  async folder(): Promise<string> {
    const { terraform } = await this.synthesized;
    return terraform.stackFolder;
  }

  /** Waits until Terraform is initialized in the stack's folder. */
  async terraform(output: Output): Promise<TerraformProps> {
    const { terraform } = await this.synthesized;
    await output.step("Initialize Terraform", async (detail) => {
      this.detail = detail;
      if (!(await this.initialized)) await this.initialize();
    });
    return terraform;
  }

  /** The digest, after Terraform is initialized: that locks the provider. */
  async lockedDigest(): Promise<string> {
    return stackDigest(await this.synthesized);
  }

  private async initialize(): Promise<boolean> {
    const { terraform } = await this.synthesized;
    if (!isInitialized(terraform)) await initialize(terraform, (line) => this.detail(line));
    return true;
  }
}
