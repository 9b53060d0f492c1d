import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { App, DataResource } from "cdktf";
import { projectFolder } from "../../../local/home/lake-home";
import { AddressedStack } from "../../../stacks/terraform/addressed-stack";
import { findTestTerraform } from "../../support/emulator/test-binary";
import { Workplace } from "../../support/terraform/record-differences";

/** A stack with one resource, as Terraform reads it. */
function stackOf(id: string, movedFrom?: string): object {
  const stack = new AddressedStack(new App(), "stack");
  const resource = new DataResource(stack, id, { input: { a: "b" } });
  if (movedFrom !== undefined) resource.moveFromId(movedFrom);
  // CDKTF's own format.
  return stack.toTerraform() as object;
}

/** With a resource that doesn't ask for the version of Terraform itself, as `DataResource` does. */
const SYNTHESIS = `
const { App, TerraformResource } = require("cdktf");
const { AddressedStack } = require("./stacks/terraform/addressed-stack");
const app = new App();
const stack = new AddressedStack(app, "stack");
const resource = new TerraformResource(stack, "orders_archive", { terraformResourceType: "terraform_data" });
resource.moveFromId("terraform_data.archive");
app.synth();
`;

describe("a resource whose construct got another id", () => {
  const tools = mkdtempSync(path.join(tmpdir(), "tools-"));
  let place: Workplace;

  beforeAll(async () => {
    place = new Workplace(await findTestTerraform(tools));
    place.apply(stackOf("archive"));
  });
  afterAll(() => {
    place.remove();
    rmSync(tools, { recursive: true });
  });

  it("would be destroyed and created again", () => {
    expect(place.plannedActions(stackOf("orders_archive"))).toEqual({
      "terraform_data.archive": ["delete"],
      "terraform_data.orders_archive": ["create"],
    });
  });

  it("only moves if the stack says from where", () => {
    const moved = stackOf("orders_archive", "terraform_data.archive");
    expect(place.plannedActions(moved)).toEqual({
      "terraform_data.archive -> terraform_data.orders_archive": ["no-op"],
    });
  });

  it("is synthesized where no Terraform is in PATH", () => {
    const out = path.join(tools, "out");
    // Programs that CDKTF starts in this process have the environment of Jest itself.
    execFileSync(process.execPath, ["--require", "tsx/cjs", "--eval", SYNTHESIS], {
      cwd: projectFolder,
      env: { PATH: tools, CDKTF_OUTDIR: out },
      stdio: "pipe",
    });
    const file = path.join(out, "stacks", "stack", "cdk.tf.json");
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
      moved: [{ from: "terraform_data.archive", to: "terraform_data.orders_archive" }],
    });
  });
});
