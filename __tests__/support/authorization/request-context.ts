import type { ContextValues } from "../../../local/iam/policy/condition-context";
import { isFields } from "../api-models/forms/wire-value";
import type { Fields } from "../api-models/forms/wire-value";

/** The condition keys of the request's tags, and of the boundary that it sets. */
export function requestContext(input: Fields): ContextValues {
  const tags = tagsIn(input);
  const boundary = input.PermissionsBoundary;
  return {
    ...Object.fromEntries([...tags].map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    ...(tags.size === 0 ? {} : { "aws:TagKeys": [...tags.keys()] }),
    ...(typeof boundary === "string" ? { "iam:PermissionsBoundary": boundary } : {}),
  };
}

/** Tags anywhere in a request: a list of keys and values, or a map. */
function tagsIn(value: unknown): Map<string, string> {
  if (Array.isArray(value)) return new Map(value.flatMap((each) => [...tagsIn(each)]));
  if (!isFields(value)) return new Map();
  const key = value.Key ?? value.TagKey;
  const text = value.Value ?? value.TagValue;
  if (typeof key === "string" && typeof text === "string") return new Map([[key, text]]);
  return new Map(
    Object.entries(value).flatMap(([name, member]) => {
      const isMap = /^Tags(ToAdd)?$/.test(name) && isFields(member);
      return isMap ? textsOf(member) : [...tagsIn(member)];
    }),
  );
}

function textsOf(map: Fields): [string, string][] {
  return Object.entries(map).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[key, value]] : [],
  );
}
