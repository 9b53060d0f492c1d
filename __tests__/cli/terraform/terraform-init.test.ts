import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { terraformInitOnce } from "../../../cli/terraform/terraform-init";
import { collectedOutput } from "../support/collected-output";

const stack = {
  terraform: { backend: { local: { path: "a.tfstate" } }, required_providers: { aws: {} } },
  provider: { aws: [{ region: "us-east-1" }] },
  resource: { aws_s3_bucket: { a: {} } },
};

/** A stack with a Terraform that writes down how it is called, and installs and locks a provider as `init` does. */
class InitializedStack {
  readonly folder = mkdtempSync(path.join(tmpdir(), "init-"));
  readonly mirror = path.join(this.folder, "mirror");
  command = this.writeTerraform("terraform");
  environment: NodeJS.ProcessEnv = { PATH: process.env.PATH };

  constructor() {
    mkdirSync(this.mirror);
    this.write("cdk.tf.json", JSON.stringify(stack));
  }

  /** The number of calls of `init` so far, after another one where it is needed. */
  async init(): Promise<number> {
    const { command, folder: stackFolder, environment } = this;
    await terraformInitOnce(collectedOutput().output, { command, stackFolder, environment });
    return this.calls();
  }

  calls(): number {
    return readFileSync(path.join(this.folder, "calls"), "utf8").match(/^init /gm)?.length ?? 0;
  }

  write(file: string, content: string): void {
    writeFileSync(path.join(this.folder, file), content);
  }

  writeTerraform(name: string): string {
    const command = path.join(this.folder, name);
    const lines = [
      "#!/bin/sh",
      'echo "$@" >> calls',
      "mkdir -p .terraform/providers/aws",
      "[ -e .terraform/providers/aws/1 ] || ln -sfn ../../../mirror .terraform/providers/aws/1",
      "[ -e .terraform.lock.hcl ] || echo locked > .terraform.lock.hcl",
      "[ ! -e broken ]",
    ];
    writeFileSync(command, `${lines.join("\n")}\n`, { mode: 0o755 });
    return command;
  }
}

describe("terraform init", () => {
  let initialized: InitializedStack;

  beforeEach(async () => {
    initialized = new InitializedStack();
    expect(await initialized.init()).toBe(1);
  });

  it("is not run again in a folder where it would change nothing", async () => {
    expect(await initialized.init()).toBe(1);
    initialized.write("cdk.tf.json", JSON.stringify({ ...stack, resource: {} }));
    initialized.environment = { ...initialized.environment, AWS_ENDPOINT_URL: "http://other" };
    expect(await initialized.init()).toBe(1);
  });

  it.each<[string, (stack: InitializedStack) => void]>([
    [
      "another backend",
      (each) => {
        const terraform = { ...stack.terraform, backend: { s3: { bucket: "b" } } };
        each.write("cdk.tf.json", JSON.stringify({ ...stack, terraform }));
      },
    ],
    [
      "another provider",
      (each) => {
        const provider = { ...stack.provider, random: [{}] };
        each.write("cdk.tf.json", JSON.stringify({ ...stack, provider }));
      },
    ],
    ["another lock", (each) => each.write(".terraform.lock.hcl", "other")],
    ["a provider that is gone", (each) => rmSync(each.mirror, { recursive: true })],
    [
      "a folder that is gone",
      (each) => rmSync(path.join(each.folder, ".terraform"), { recursive: true }),
    ],
    ["another Terraform", (each) => void (each.command = each.writeTerraform("newer"))],
    ["another variable of Terraform", (each) => void (each.environment["TF_DATA_DIR"] = "x")],
    [
      "another configuration of Terraform",
      (each) => {
        const file = path.join(each.folder, "terraform.tfrc");
        symlinkSync(path.join(each.folder, "cdk.tf.json"), file);
        each.environment["TF_CLI_CONFIG_FILE"] = file;
      },
    ],
  ])("is run again with %s", async (_, change) => {
    change(initialized);
    expect(await initialized.init()).toBe(2);
  });

  it("is run again after it failed", async () => {
    initialized.write(".terraform.lock.hcl", "other");
    initialized.write("broken", "");
    await expect(initialized.init()).rejects.toThrow("terraform init failed");
    expect(existsSync(path.join(initialized.folder, ".terraform", "lake-init"))).toBe(false);
    rmSync(path.join(initialized.folder, "broken"));
    expect(await initialized.init()).toBe(3);
  });
});
