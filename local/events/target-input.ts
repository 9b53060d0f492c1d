import type { Target } from "@aws-sdk/client-eventbridge";
import type { Event } from "./event-pattern";
import { ownValue } from "../../formats/own-value";

/**
 * The input that a target receives for an event.
 *
 * @throws Error for an input path that contains anything but field names
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function targetInput(target: Target, event: Event): string {
  const { Input: constant, InputPath: path, InputTransformer: transformer } = target;
  if (constant !== undefined && constant !== "") return constant;
  if (transformer?.InputTemplate !== undefined) {
    const { InputTemplate: template, InputPathsMap: paths = {} } = transformer;
    const isText = template.trimStart().startsWith('"');
    return template.replace(/<([A-Za-z0-9_.-]+)>/g, (placeholder, name: string) => {
      const valuePath = ownValue(paths, name);
      if (valuePath === undefined) return placeholder;
      return inTemplate(valueAt(event, valuePath), isText);
    });
  }
  return JSON.stringify(path === undefined || path === "" ? event : valueAt(event, path));
}

/** In a text template a value is inserted without quotes; a missing value is inserted as nothing. */
function inTemplate(value: unknown, isText: boolean): string {
  if (value === undefined) return "";
  if (!isText) return JSON.stringify(value);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return JSON.stringify(text).slice(1, -1);
}

function valueAt(event: Event, path: string): unknown {
  if (!/^\$(\.[\w-]+)*$/.test(path)) {
    throw new Error(
      `The input path ${path} is not supported by the embedded EventBridge; this rule works on AWS.`,
    );
  }
  return path
    .split(".")
    .slice(1)
    .reduce<unknown>(
      // The type of its fields is unknown until they are read.
      (value, field) => (hasFields(value) ? ownValue(value, field) : undefined),
      event,
    );
}

function hasFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
