import type {
  PlanAction,
  PlannedChange,
  ResourceChange,
  Values,
} from "../../../../../cli/terraform/plan/terraform-plan";

/** A change of a resource, with what the configuration says of it. */
export interface CorpusChange extends ResourceChange {
  /** References of arguments that are known after apply only, by name. */
  readonly references: Readonly<Record<string, string>>;
}

/** Details of a change. */
export interface ChangeDetails {
  /** What is known after apply only. */
  readonly unknown?: Values;
  /** What Terraform marks as sensitive, before and after. */
  readonly sensitive?: Values;
  /** What Terraform marks as sensitive before. @default - `sensitive` */
  readonly sensitiveBefore?: Values;
  /** What refers to other resources, by argument. */
  readonly references?: Readonly<Record<string, string>>;
  /** Terraform's reason, such as `delete_because_no_resource_config`. */
  readonly reason?: string;
  /** The address in the state, if the resource is moved. */
  readonly previousAddress?: string;
  /** The id by which the resource is imported. */
  readonly importId?: string;
}

/** A resource that the plan creates. */
export function create(address: string, values: Values, details: ChangeDetails = {}): CorpusChange {
  const unknown = { id: true, arn: true, ...details.unknown };
  return change(address, ["create"], null, values, { ...details, unknown });
}

/** A resource that the plan updates in place: what it has, and what becomes different. */
export function update(
  address: string,
  before: Values,
  changed: Values,
  details: ChangeDetails = {},
): CorpusChange {
  return change(address, ["update"], before, { ...before, ...changed }, details);
}

/** A resource that the plan deletes and creates again, since the changed arguments can't be updated. */
export function replace(
  address: string,
  before: Values,
  changed: Values,
  details: ChangeDetails = {},
): CorpusChange {
  const after = { ...before, ...changed };
  const replaced = change(address, ["delete", "create"], before, after, {
    reason: "replace_because_cannot_update",
    ...details,
  });
  const paths = Object.keys(changed).map((name) => [name]);
  return { ...replaced, change: { ...replaced.change, replace_paths: paths } };
}

/** A resource that the plan destroys. */
export function destroy(
  address: string,
  before: Values,
  details: ChangeDetails = {},
): CorpusChange {
  const reason = "delete_because_no_resource_config";
  return change(address, ["delete"], before, null, { reason, ...details });
}

/** A resource that Terraform no longer manages, and does not destroy. */
export function forget(address: string, before: Values): CorpusChange {
  return change(address, ["forget"], before, null, {});
}

/** A resource that stays as it is. */
export function keep(address: string, values: Values, details: ChangeDetails = {}): CorpusChange {
  return change(address, ["no-op"], values, values, details);
}

/** A change with any actions, for those that have no function of their own here. */
export function change(
  address: string,
  actions: readonly string[],
  before: Values | null,
  after: Values | null,
  details: ChangeDetails,
): CorpusChange {
  const { unknown, sensitive, sensitiveBefore = sensitive, reason } = details;
  const { previousAddress, importId, references = {} } = details;
  const planned: PlannedChange = {
    // Plans of newer Terraforms have actions that the reader does not know.
    actions: actions as readonly PlanAction[],
    before,
    after,
    after_unknown: after === null ? {} : (unknown ?? {}),
    before_sensitive: before === null ? false : (sensitiveBefore ?? {}),
    after_sensitive: after === null ? false : (sensitive ?? {}),
    ...(importId === undefined ? {} : { importing: { id: importId } }),
  };
  return {
    ...partsOf(address),
    ...(previousAddress === undefined ? {} : { previous_address: previousAddress }),
    ...(reason === undefined ? {} : { action_reason: reason }),
    change: planned,
    references,
  };
}

/** What an address says: `module.a.aws_sqs_queue.jobs["x.y"]` is a resource `jobs` of the type `aws_sqs_queue`. */
function partsOf(address: string): Pick<ResourceChange, "address" | "mode" | "type" | "name"> {
  const [, data, type = "", name = ""] =
    /(?:^|\.)(data\.)?([a-z0-9_]+)\.([\w-]+)(?:\[.*\])?$/s.exec(address) ?? [];
  return { address, mode: data === undefined ? "managed" : "data", type, name };
}
