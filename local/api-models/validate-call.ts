import { AwsServiceError } from "../gateway/emulated-service";
import { checkInput } from "./check-input";
import type { Finding, ModelCall } from "./check-input";
import type { ServiceModel } from "./service-model";

/** How much of a rejected value an error repeats, in characters. */
const SHOWN_CHARACTERS = 200;

/**
 * Rejects a call that the published model of its service does not allow, as AWS's services do before anything else.
 * Members that the model does not have are ignored, as AWS's JSON protocols ignore them.
 *
 * @throws AwsServiceError SerializationException for a value of another type, ValidationException for every other rule
 * @see https://smithy.io/2.0/spec/constraint-traits.html
 */
export function validateCall(model: ServiceModel, call: ModelCall): void {
  const findings = checkInput(model, call);
  const mistyped = findings.find(({ rule }) => rule === "type");
  if (mistyped !== undefined) {
    const { path, message } = mistyped;
    throw new AwsServiceError("SerializationException", `${path}: ${message}.`);
  }
  const problems = findings.flatMap(describe);
  if (problems.length === 0) return;
  const errors =
    problems.length === 1 ? "1 validation error" : `${problems.length} validation errors`;
  throw new AwsServiceError("ValidationException", `${errors} detected: ${problems.join("; ")}`);
}

function describe({ path, value, constraint }: Finding): string[] {
  if (constraint === undefined) return [];
  const shown = value === null ? "null" : `'${shorten(value)}'`;
  return [`Value ${shown} at '${memberPath(path)}' failed to satisfy constraint: ${constraint}`];
}

function shorten(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

/** `Tags[].Key` as AWS's errors write it: `tags.member.key`. */
function memberPath(path: string): string {
  return path
    .replaceAll("[]", ".member")
    .split(".")
    .map((name) => name.slice(0, 1).toLowerCase() + name.slice(1))
    .join(".");
}
