import type { StateResource, TerraformState } from "../bootstrap/state-file";
import type { TerraformResource } from "../terraform/plan/terraform-resource";

/** The resources of a state, without its data sources. */
export function deployedResources(state: TerraformState | undefined): TerraformResource[] {
  return (state?.resources ?? [])
    .filter(({ mode }) => mode !== "data")
    .flatMap((resource) =>
      resource.instances.map(({ index_key: index, attributes = {} }) => ({
        address: addressOf(resource, index),
        type: resource.type,
        values: attributes,
      })),
    );
}

function addressOf({ module, type, name }: StateResource, index: number | string | undefined) {
  const prefix = module === undefined ? "" : `${module}.`;
  return `${prefix}${type}.${name}${index === undefined ? "" : `[${JSON.stringify(index)}]`}`;
}
