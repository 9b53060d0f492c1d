import { TerraformElement, TerraformStack } from "cdktf";
import type { Construct, Node } from "constructs";
import { addressOf, checkAddresses } from "./addresses";

/** A stack whose addresses have no hashes: they are what people read in a plan and type into `terraform import`. */
export class AddressedStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.node.addValidation({ validate: () => checkAddresses(this) });
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    return addressOf(this, TerraformElement.isTerraformElement(element) ? element.node : element);
  }
}
