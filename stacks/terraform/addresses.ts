import { TerraformDataSource, TerraformResource } from "cdktf";
import type { TerraformStack } from "cdktf";
import type { IConstruct, Node } from "constructs";

/** Address of a construct: the ids from the stack down, without the `Default` of a module's main resource. */
export function addressOf(stack: TerraformStack, node: Node): string {
  return node.scopes
    .slice(node.scopes.indexOf(stack) + 1)
    .map((scope) => scope.node.id)
    .filter((id) => id !== "Default")
    .join("_");
}

/** Reports elements of one type with the same address: one would silently replace the other. */
export function checkAddresses(stack: TerraformStack): string[] {
  const pathsByAddress = new Map<string, string[]>();
  for (const element of stack.node.findAll().filter(hasAddress)) {
    const kind = TerraformDataSource.isTerraformDataSource(element) ? "data." : "";
    const address = `${kind}${element.terraformResourceType}.${element.friendlyUniqueId}`;
    pathsByAddress.set(address, [...(pathsByAddress.get(address) ?? []), element.node.path]);
  }
  return [...pathsByAddress.values()]
    .filter((paths) => paths.length > 1)
    .map((paths) => `${paths.join(" and ")} get the same Terraform address: rename one of them.`);
}

function hasAddress(construct: IConstruct): construct is TerraformResource | TerraformDataSource {
  return (
    TerraformResource.isTerraformResource(construct) ||
    TerraformDataSource.isTerraformDataSource(construct)
  );
}
