import type { ErrorObject } from "ajv";
import type { JsonSchema } from "./json-schema";

/** One way in which an event breaks the contract of its dataset. */
export interface ContractViolation {
  /** Where: dotted, with the positions of elements and the keys of maps. */
  readonly path: string;
  /** The value as JSON, cut to 60 characters; of a personal or unknown field only what kind of value it is. */
  readonly value: string;
  /** What is allowed there. */
  readonly rule: string;
}

/** Checks an event; a JSON value in, every violation out. */
export type ContractCheck = (event: unknown) => ContractViolation[];

/** What Ajv makes of a schema: tells whether a value is valid, and leaves the errors behind where it isn't. */
export interface Validator {
  (value: unknown): boolean;
  readonly errors?: null | readonly Partial<ErrorObject>[];
}

/** Makes a check of a validator that was compiled with the options of a contract. */
export function createContractCheck(validator: Validator): ContractCheck {
  return (event) => {
    if (validator(event)) return [];
    const violations = (validator.errors ?? [])
      // What is wrong with a key is told once more, with the key, by the map around it.
      .filter(({ propertyName }) => propertyName === undefined)
      .map(toViolation);
    // A value that breaks several keywords of its schema breaks one rule; of alternatives the whole comes last.
    return [...new Map(violations.map((violation) => [violation.path, violation])).values()];
  };
}

/** A violation in words: `event.staffId is "x", allowed is a whole number`. */
export function violationText({ path, value, rule }: ContractViolation): string {
  return `${path === "" ? "the event" : path} is ${value}, allowed is ${rule}`;
}

function toViolation(error: Partial<ErrorObject>): ContractViolation {
  const { keyword, instancePath = "", data, parentSchema } = error;
  // The schema is this project's own, and Ajv passes it on as it is.
  const schema = (parentSchema ?? {}) as JsonSchema;
  const at = dotted(instancePath);
  // Ajv documents for each keyword which of these it sets.
  const params = (error.params ?? {}) as Readonly<Record<string, string | undefined>>;
  if (params.additionalProperty !== undefined) {
    const name = params.additionalProperty;
    const value = isObject(data) ? kindOf(data[name]) : "there";
    return violation(join(at, name), value, "no field of that name, which Firehose would drop");
  }
  if (params.missingProperty !== undefined) {
    const name = params.missingProperty;
    const allowed = schema.properties?.[name]?.["x-rule"] ?? "a value";
    const rule = `${allowed}, since events are told apart by it`;
    return violation(join(at, name), "missing", rule);
  }
  if (keyword === "propertyNames") {
    const name = params.propertyName ?? "";
    const rule = schema.propertyNames?.["x-rule"] ?? "another key";
    return violation(join(at, name), "a key of the map", rule);
  }
  const value = isPersonal(schema) ? kindOf(data) : cut(JSON.stringify(data), SHOWN_VALUE);
  return violation(at, value, schema["x-rule"] ?? "another value");
}

function violation(path: string, value: string, rule: string): ContractViolation {
  return { path: cut(path, SHOWN_PATH), value, rule };
}

const SHOWN_VALUE = 60;
/** Paths are as long as the unknown keys in them. */
const SHOWN_PATH = 200;

function cut(text: string, characters: number): string {
  return text.length > characters ? `${text.slice(0, characters)}…` : text;
}

/** A JSON pointer as a dotted path; positions of elements in brackets. */
function dotted(pointer: string): string {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce(join, "");
}

function join(path: string, name: string): string {
  if (/^\d+$/.test(name) && path !== "") return `${path}[${name}]`;
  return path === "" ? name : `${path}.${name}`;
}

/** Whether the value may tell something of a person: it or a part of it is marked. */
function isPersonal(schema: JsonSchema): boolean {
  return JSON.stringify(schema).includes('"x-personal-data":true');
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "string") return `text (length ${value.length})`;
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
