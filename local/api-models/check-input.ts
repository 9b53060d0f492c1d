import { modelPattern } from "./model-pattern";
import type { ServiceModel, Shape, ShapeRef } from "./service-model";
import { isRecord } from "../../errors/is-record";

/** A constraint of a model. */
export type Rule =
  | "required"
  | "unknown member"
  | "type"
  | "minimum"
  | "maximum"
  | "pattern"
  | "enum"
  | "union"
  /** A pattern that JavaScript can't compile, so that the value can't be checked. */
  | "unreadable pattern";

/** A value that AWS would reject according to its published model. */
export interface Finding {
  readonly service: string;
  readonly operation: string;
  /** Path of the value; `[]` stands for any item of a list, `{}` for any entry of a map. */
  readonly path: string;
  readonly rule: Rule;
  /** What was received and what is allowed. */
  readonly message: string;
  readonly value?: unknown;
  /** What is allowed, in the words of AWS's `ValidationException`. @default - AWS has another error for it, or none */
  readonly constraint?: string | undefined;
}

/** A call whose input has the member names of the model. */
export interface ModelCall {
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Checks the input of a call against all constraints of the model. */
export function checkInput(model: ServiceModel, call: ModelCall): Finding[] {
  const { service, operation, input } = call;
  const ref = model.operation(operation).input;
  const found: Omit<Finding, "service" | "operation">[] = [];
  const report: Report = (path, rule, message, value, constraint) =>
    found.push({ path, rule, message, value, constraint });
  if (ref !== undefined) checkValue(model, ref, input, "", report);
  else
    for (const name of Object.keys(input))
      report(name, "unknown member", "the operation has no input");
  return found.map((each) => ({ service, operation, ...each }));
}

type Report = (
  path: string,
  rule: Rule,
  message: string,
  value?: unknown,
  constraint?: string,
) => void;

function checkValue(
  model: ServiceModel,
  ref: ShapeRef,
  value: unknown,
  path: string,
  report: Report,
): void {
  const shape = model.shape(ref);
  if (shape.document === true) return;
  const problem = typeProblem(shape, value, ref);
  if (problem !== undefined) return report(path, "type", `${show(value)} is not ${problem}`);
  checkSize(shape, value, path, report);
  if (Array.isArray(value) && shape.member !== undefined) {
    const { member } = shape;
    value.forEach((item) => checkValue(model, member, item, `${path}[]`, report));
  } else if (shape.type === "structure" && isRecord(value)) {
    checkStructure(model, shape, value, path, report);
  } else if (shape.type === "map" && isRecord(value)) {
    for (const [key, each] of Object.entries(value)) {
      if (shape.key !== undefined) checkValue(model, shape.key, key, `${path}{key}`, report);
      if (shape.value !== undefined) checkValue(model, shape.value, each, `${path}{}`, report);
    }
  } else if (typeof value === "string") {
    checkText(shape, value, path, report);
  }
}

function checkStructure(
  model: ServiceModel,
  { members = {}, required = [], union }: Shape,
  value: Readonly<Record<string, unknown>>,
  path: string,
  report: Report,
): void {
  const at = (name: string) => (path === "" ? name : `${path}.${name}`);
  for (const name of required) {
    if (value[name] === undefined) {
      report(at(name), "required", "is missing", null, "Member must not be null");
    }
  }
  if (union === true && Object.keys(value).length !== 1) {
    report(path, "union", `has ${Object.keys(value).join(", ") || "no member"}, not exactly one`);
  }
  for (const [name, each] of Object.entries(value)) {
    const member = members[name];
    if (member === undefined)
      report(at(name), "unknown member", `${show(each)} is not in the model`);
    else checkValue(model, member, each, at(name), report);
  }
}

/** The expected type; undefined if the value has it. */
function typeProblem(shape: Shape, value: unknown, ref: ShapeRef): string | undefined {
  switch (shape.type) {
    case "structure":
      return isRecord(value) ? undefined : "a structure";
    case "map":
      return isRecord(value) ? undefined : "a map";
    case "list":
      return Array.isArray(value) ? undefined : "a list";
    case "boolean":
      return typeof value === "boolean" ? undefined : "true or false";
    case "integer":
      return Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31
        ? undefined
        : "an integer of 32 bits";
    case "long":
      return Number.isInteger(value) ? undefined : "an integer";
    case "float":
    case "double":
      return typeof value === "number" ? undefined : "a number";
    case "timestamp":
      return isTimestamp(value, ref.timestampFormat ?? shape.timestampFormat)
        ? undefined
        : "a time";
    case "blob":
      return typeof value === "string" && /^[A-Za-z\d+/]*={0,2}$/.test(value)
        ? undefined
        : "bytes in base64";
    case "string":
    case "character":
      return typeof value === "string" ? undefined : "text";
  }
}

function isTimestamp(value: unknown, format: string | undefined): boolean {
  if (typeof value === "number") return format === undefined || format === "unixTimestamp";
  return typeof value === "string" && !Number.isNaN(Date.parse(value));
}

/** Length of a text in characters, of a blob in bytes, of a list or map in entries; the value of a number. */
function sizeOf(shape: Shape, value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "string") {
    return shape.type === "blob" ? Buffer.from(value, "base64").length : [...value].length;
  }
  if (Array.isArray(value)) return value.length;
  return shape.type === "map" && isRecord(value) ? Object.keys(value).length : undefined;
}

function checkSize(shape: Shape, value: unknown, path: string, report: Report): void {
  const { min, max } = shape;
  const size = sizeOf(shape, value);
  if (size === undefined || shape.type === "timestamp") return;
  const text = `${show(value)} has size ${size}`;
  const member = `Member must have ${typeof value === "number" ? "value" : "length"}`;
  if (min !== undefined && size < min) {
    const constraint = `${member} greater than or equal to ${min}`;
    report(path, "minimum", `${text}, at least ${min}`, value, constraint);
  }
  if (max !== undefined && size > max) {
    const constraint = `${member} less than or equal to ${max}`;
    report(path, "maximum", `${text}, at most ${max}`, value, constraint);
  }
}

function checkText(shape: Shape, value: string, path: string, report: Report): void {
  if (shape.enum !== undefined && !shape.enum.includes(value)) {
    const allowed = shape.enum.join(", ");
    const constraint = `Member must satisfy enum value set: [${allowed}]`;
    report(path, "enum", `${show(value)} is not one of ${allowed}`, value, constraint);
  }
  if (shape.pattern === undefined || shape.type === "blob") return;
  const pattern = modelPattern(shape.pattern);
  if (pattern === undefined) report(path, "unreadable pattern", shape.pattern);
  else if (!pattern.test(value)) {
    const constraint = `Member must satisfy regular expression pattern: ${shape.pattern}`;
    report(path, "pattern", `${show(value)} does not match ${shape.pattern}`, value, constraint);
  }
}

function show(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
