/** A resource as Terraform has it: from a synthesized stack, a plan or a state. */
export interface TerraformResource {
  readonly address: string;
  readonly type: string;
  /** Arguments in Terraform's names; a reference reads `${type.name.attribute}`, a block may be in a list. */
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

/** Nested blocks by their name: CDKTF writes one or a list, a plan always a list. */
export function blocks(parent: Block, name: string): readonly Block[] {
  const value = parent[name];
  return (Array.isArray(value) ? value : [value]).filter(isBlock);
}

/** The one nested block of a name; an empty one where there is none. */
export function block(parent: Block, ...names: readonly string[]): Block {
  return names.reduce<Block>((at, name) => blocks(at, name)[0] ?? {}, parent);
}

/** The same arguments with the blocks at a path changed; a path that isn't there changes nothing. */
export function changeBlock(
  parent: Block,
  [name, ...rest]: readonly string[],
  changed: (block: Block) => Block,
): Block {
  if (name === undefined || blocks(parent, name).length === 0) return parent;
  return {
    ...parent,
    [name]: blocks(parent, name).map((each) =>
      rest.length === 0 ? changed(each) : changeBlock(each, rest, changed),
    ),
  };
}

/** All resources, those of a type with other arguments. */
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

/** An argument that is a text. */
export function text(parent: Block, name: string): string | undefined {
  const value = parent[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** An argument that is a number, or the default. */
export function numeric(parent: Block, name: string, otherwise: number): number {
  const value = parent[name];
  const parsed = typeof value === "string" ? Number(value) : value;
  return typeof parsed === "number" && Number.isFinite(parsed) ? parsed : otherwise;
}

/** Whether an argument names a resource: by a reference, or by its ARN, id or name once they are known. */
export function refersTo(value: string | undefined, resource: TerraformResource): boolean {
  if (value === undefined) return false;
  if (value.includes(`\${${resource.address}.`)) return true;
  const { arn, id, name, bucket } = resource.values;
  if ([arn, id, name, bucket].includes(value)) return true;
  return typeof bucket === "string" && value === `arn:aws:s3:::${bucket}`;
}

function isBlock(value: unknown): value is Block {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
