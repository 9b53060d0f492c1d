import { isRecord } from "../../../errors/is-record";
import { withoutKeys } from "../../terraform/plan/resource-address";
import { isMarkedAnywhere } from "../plan/nested-values";
import type { TerraformPlan } from "../../terraform/plan/terraform-plan";
import { KnownSecrets } from "./known-secrets";
import { SENSITIVE, maskValue, rememberSecrets } from "./mask-value";
import { markAt, parseMark, unionOfMarks } from "./sensitive-marks";
import type { SensitiveMark } from "./sensitive-marks";

/** A plan of which every part can be shown. */
export interface MaskedPlan {
  readonly plan: TerraformPlan;
  /** Addresses of the plan, which contain no value. */
  readonly addresses: ReadonlySet<string>;
  /** What can be shown of a text about the plan that something else wrote, for example a policy engine. */
  readonly maskText: (text: string) => string;
}

/**
 * Replaces everywhere what Terraform marks as sensitive anywhere. A value that one side of a change marks is hidden on both,
 * and so is the same argument of the same resource in a state, in planned values, in drift and in the configuration.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function maskPlan(plan: TerraformPlan): MaskedPlan {
  const marks = new PlanMarks(plan);
  return {
    // Masking replaces values only, and rules accept any value.
    plan: marks.mask(plan, "", "") as TerraformPlan,
    addresses: marks.addresses,
    maskText: (text) => marks.maskText(text),
  };
}

type Json = Readonly<Record<string, unknown>>;

/** Fields with values, and the fields of the same object with their marks. */
const VALUE_FIELDS: Readonly<Record<string, readonly string[]>> = {
  before: ["before_sensitive", "after_sensitive"],
  after: ["before_sensitive", "after_sensitive"],
  values: ["sensitive_values"],
  config_values: ["config_sensitive"],
};
const MARK_FIELDS = [...new Set(Object.values(VALUE_FIELDS).flat())];
/** Values of outputs and variables, which `sensitive` marks as a whole. */
const WHOLE_FIELDS = ["value", "default"];
/** Fields with text that may repeat a sensitive value. */
const TEXT_FIELDS = ["message", "constant_value"];

class PlanMarks {
  readonly addresses = new Set<string>();
  /** Marks of every resource, by its address and by the one of its configuration. */
  private readonly byAddress = new Map<string, SensitiveMark>();
  private readonly variables: ReadonlySet<string>;
  private readonly secrets = new KnownSecrets();

  constructor(plan: TerraformPlan) {
    this.variables = sensitiveVariables(plan);
    forEachObject(plan, "", (object, address) => {
      this.addresses.add(address);
      this.mark([address, withoutKeys(address)], ownMark(object));
    });
    for (const { address, previous_address } of plan.resource_changes ?? []) {
      if (previous_address === undefined) continue;
      this.mark([address], this.byAddress.get(previous_address));
      this.mark([previous_address], this.byAddress.get(address));
    }
    forEachObject(plan, "", (object, address, name) => {
      const mark = this.markOf(object, address);
      for (const field of Object.keys(VALUE_FIELDS)) {
        rememberSecrets(object[field], mark, this.secrets);
      }
      if (this.isWhollySensitive(object, name)) {
        for (const field of WHOLE_FIELDS) this.secrets.add(object[field]);
      }
    });
  }

  mask(json: unknown, address: string, name: string): unknown {
    if (Array.isArray(json)) {
      return (json as readonly unknown[]).map((each) => this.mask(each, address, name));
    }
    if (!isRecord(json)) return json;
    const at = addressOf(json, address);
    return Object.fromEntries(
      Object.keys(json).map((field) => [field, this.maskField(json, field, at, name)]),
    );
  }

  /** What may be shown of a text about the plan that somebody else wrote. */
  maskText(text: string): string {
    return this.secrets.isIn(text) ? SENSITIVE : text;
  }

  private maskField(object: Json, field: string, address: string, name: string): unknown {
    const value = object[field];
    if (hasValues(field, address, object)) {
      const mark = this.markOf(object, address);
      if (field !== "after") return maskValue(value, mark, this.secrets);
      const after = maskValue(value, mark, this.secrets, object.before);
      return withUnknown(after, mark, object.after_unknown);
    }
    if (WHOLE_FIELDS.includes(field)) {
      const mark = this.isWhollySensitive(object, name) ? true : undefined;
      return maskValue(value, mark, this.secrets);
    }
    if (TEXT_FIELDS.includes(field)) return maskValue(value, undefined, this.secrets);
    if (field === "replace_paths" || field === "after_unknown") {
      const mark = this.markOf(object, address);
      return field === "replace_paths"
        ? withoutSensitiveKeys(value, mark)
        : wholeUnknown(value, mark);
    }
    if (field === "expressions") return this.maskExpressions(value, this.byAddress.get(address));
    return this.mask(value, address, field);
  }

  /** Arguments as the configuration has them: each is an object with a constant or with references. */
  private maskExpressions(expressions: unknown, mark: SensitiveMark): unknown {
    if (Array.isArray(expressions)) {
      return (expressions as readonly unknown[]).map((each, index) =>
        this.maskExpressions(each, markAt(mark, index)),
      );
    }
    if (!isRecord(expressions)) return expressions;
    return Object.fromEntries(
      Object.entries(expressions).map(([field, each]) => [
        field,
        field === "constant_value"
          ? maskValue(each, mark, this.secrets)
          : this.maskExpressions(each, markAt(mark, field)),
      ]),
    );
  }

  private mark(addresses: readonly string[], mark: SensitiveMark): void {
    if (mark === undefined) return;
    for (const address of new Set(addresses)) {
      if (address === "") continue;
      this.byAddress.set(address, unionOfMarks([this.byAddress.get(address), mark]));
    }
  }

  private markOf(object: Json, address: string): SensitiveMark {
    return unionOfMarks([this.byAddress.get(address), ownMark(object)]);
  }

  private isWhollySensitive(object: Json, name: string): boolean {
    return object.sensitive === true || this.variables.has(name);
  }
}

/** Visits the objects of a plan, without those inside of values, with the address that they are about and their field's name. */
function forEachObject(
  json: unknown,
  address: string,
  visit: (object: Json, address: string, name: string) => void,
  name = "",
): void {
  if (Array.isArray(json)) {
    for (const each of json as readonly unknown[]) forEachObject(each, address, visit, name);
  }
  if (!isRecord(json)) return;
  const at = addressOf(json, address);
  visit(json, at, name);
  for (const [field, value] of Object.entries(json)) {
    if (MARK_FIELDS.includes(field) || hasValues(field, at, json)) continue;
    forEachObject(value, at, visit, field);
  }
}

/** A sensitive argument that is known only after apply is missing in a plan; rules must not look for it elsewhere. */
function withUnknown(after: unknown, mark: SensitiveMark, unknown: unknown): unknown {
  if (!isRecord(after) || !isRecord(unknown)) return after;
  const names = Object.keys(unknown).filter((name) => unknown[name] === true);
  const hidden = names.filter((name) => markAt(mark, name) === true);
  return { ...after, ...Object.fromEntries(hidden.map((name) => [name, SENSITIVE])) };
}

/** Paths of arguments without the keys of maps that are sensitive as a whole. */
function withoutSensitiveKeys(paths: unknown, mark: SensitiveMark): unknown {
  if (!Array.isArray(paths)) return paths;
  return (paths as readonly unknown[]).map((path) => {
    if (!Array.isArray(path)) return path;
    let at = mark;
    const shown: unknown[] = [];
    for (const step of path as readonly unknown[]) {
      if (at === true) return [...shown, SENSITIVE];
      shown.push(step);
      at = typeof step === "string" || typeof step === "number" ? markAt(at, step) : undefined;
    }
    return shown;
  });
}

/** Marks of what is known only after apply, without the keys of maps that are sensitive as a whole. */
function wholeUnknown(unknown: unknown, mark: SensitiveMark): unknown {
  if (mark === true)
    return isMarkedAnywhere(unknown) ? true : unknown === undefined ? unknown : false;
  if (Array.isArray(unknown)) {
    return (unknown as readonly unknown[]).map((each, index) =>
      wholeUnknown(each, markAt(mark, index)),
    );
  }
  if (!isRecord(unknown)) return unknown;
  return Object.fromEntries(
    Object.entries(unknown).map(([key, each]) => [key, wholeUnknown(each, markAt(mark, key))]),
  );
}

/** Whether a field holds arguments or an output. `values` of a state are its modules. */
function hasValues(field: string, address: string, object: Json): boolean {
  if (!(field in VALUE_FIELDS)) return false;
  return field !== "values" || (address !== "" && !isState(object.values));
}

function isState(values: unknown): boolean {
  return isRecord(values) && isRecord(values.root_module);
}

function addressOf({ address }: Json, otherwise: string): string {
  return typeof address === "string" ? address : otherwise;
}

function ownMark(object: Json): SensitiveMark {
  return unionOfMarks(MARK_FIELDS.map((field) => parseMark(object[field])));
}

function sensitiveVariables(plan: TerraformPlan): ReadonlySet<string> {
  const root: unknown = plan.configuration?.root_module;
  const declared = isRecord(root) && isRecord(root.variables) ? root.variables : {};
  return new Set(
    Object.entries(declared).flatMap(([name, variable]) =>
      isRecord(variable) && variable.sensitive === true ? [name] : [],
    ),
  );
}
