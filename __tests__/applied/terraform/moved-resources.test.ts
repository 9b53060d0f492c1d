import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { App, DataResource } from "cdktf";
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

describe("a resource whose construct got another id", () => {
  const tools = mkdtempSync(path.join(tmpdir(), "tools-"));
  let place: Workplace;

  beforeAll(async () => {
    place = new Workplace(await findTestTerraform(tools));
    place.configure(stackOf("archive"));
    place.run("init", "-input=false");
    place.run("apply", "-auto-approve", "-input=false");
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
});
