import { TerraformElement, TerraformStack } from "cdktf";
import type { Construct, Node } from "constructs";
import { addressOf, checkAddresses } from "./addresses";

/**
 * Stack whose Terraform addresses have no hashes, so that they can be read in plans and typed into `terraform import`.
 *
 * @example
 * const archive = new lake.AddressedStack(app, "archive");
 * const key = new lake.BucketKey(archive, "key", { ...location, alias: "alias/shop-archive" });
 */
export class AddressedStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.node.addValidation({ validate: () => checkAddresses(this) });
  }

  /**
   * CDKTF only asks in order to run `terraform version` while it synthesizes, and to refuse `moved` blocks below 1.5. The
   * project requires a newer one, and where `lake` has downloaded it, there is none in PATH.
   */
  override hasResourceMove(): boolean {
    return false;
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    return addressOf(this, TerraformElement.isTerraformElement(element) ? element.node : element);
  }
}
