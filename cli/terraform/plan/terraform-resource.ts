import { isRecord } from "../../../errors/is-record";
/** A Terraform resource: from a synthesized stack, a plan or a state. */
export interface TerraformResource {
  readonly address: string;
  readonly type: string;
  /** Arguments by Terraform's names; a reference is `${type.name.attribute}`, a block may be in a list. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Arguments by their names. */
export type Block = Readonly<Record<string, unknown>>;

/** All resources of a type. */
export function resourcesOf(
  resources: readonly TerraformResource[],
  type: string,
): readonly TerraformResource[] {
  return resources.filter((resource) => resource.type === type);
}

/** Nested blocks by name: CDKTF writes one or a list, a plan always a list. */
export function nestedBlocks(parent: Block, name: string): readonly Block[] {
  const value = parent[name];
  return (Array.isArray(value) ? value : [value]).filter(isRecord);
}

/** A single nested block by name; empty if there is none. */
export function nestedBlock(parent: Block, ...names: readonly string[]): Block {
  return names.reduce<Block>((at, name) => nestedBlocks(at, name)[0] ?? {}, parent);
}

/** The same arguments with the blocks at a path changed; a missing path changes nothing. */
export function changeBlock(
  parent: Block,
  [name, ...rest]: readonly string[],
  changed: (block: Block) => Block,
): Block {
  if (name === undefined || nestedBlocks(parent, name).length === 0) return parent;
  return {
    ...parent,
    [name]: nestedBlocks(parent, name).map((each) =>
      rest.length === 0 ? changed(each) : changeBlock(each, rest, changed),
    ),
  };
}

/** All resources, with changed arguments for those of a type. */
export function changeResources(
  resources: readonly TerraformResource[],
  type: string,
  changed: (resource: TerraformResource) => Block,
): TerraformResource[] {
  return resources.map((resource) =>
    resource.type === type
      ? { ...resource, values: { ...resource.values, ...changed(resource) } }
      : resource,
  );
}

/** A string argument; undefined if it is missing or empty. */
export function stringArgument(parent: Block, name: string): string | undefined {
  const value = parent[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A string argument of all resources of a type, where it is neither missing nor empty. */
export function stringArguments(
  resources: readonly TerraformResource[],
  type: string,
  name: string,
): string[] {
  return resourcesOf(resources, type).flatMap(({ values }) => stringArgument(values, name) ?? []);
}

/** A numeric argument, or the default. */
export function numberArgument(parent: Block, name: string, otherwise: number): number {
  const value = parent[name];
  const parsed = typeof value === "string" ? Number(value) : value;
  return typeof parsed === "number" && Number.isFinite(parsed) ? parsed : otherwise;
}

/** Whether an argument refers to a resource: by a reference, or by its ARN, id or name once they are known. */
export function refersTo(value: string | undefined, resource: TerraformResource): boolean {
  if (value === undefined) return false;
  if (value.includes(`\${${resource.address}.`)) return true;
  const { arn, id, name, bucket } = resource.values;
  if ([arn, id, name, bucket].includes(value)) return true;
  return typeof bucket === "string" && value === `arn:aws:s3:::${bucket}`;
}
