import { gunzipSync } from "node:zlib";
import type { RecordedCall } from "../../../local/gateway/call-recorder";
import { readJson, writeJson } from "./forms/json-form";
import { readQuery, writeQuery } from "./forms/query-form";
import { readRest, writeRest } from "./forms/rest-form";
import { findRestOperation } from "./forms/rest-operation";
import type { ServiceModel } from "../../../local/api-models/service-model";
import { isFields } from "./forms/wire-value";
import type { Fields } from "./forms/wire-value";

/** A call, decoded with the model of its service. */
export interface DecodedCall {
  readonly service: string;
  readonly operation: string;
  /** By the member names of the model; members that it does not have keep their serialized names. */
  readonly input: Fields;
}

/** The fields of a recorded call that decoding needs. */
export type WireCall = Pick<
  RecordedCall,
  "service" | "operation" | "method" | "url" | "headers" | "text" | "base64"
>;

/**
 * Decodes a call with the protocol of its service.
 *
 * @throws Error if the model has no such operation, or the body does not follow the protocol
 */
export function decodeCall(model: ServiceModel, call: WireCall): DecodedCall {
  const { service } = call;
  const text = textOf(call);
  if (call.operation !== "") {
    if (!model.hasJsonProtocol) throw new Error(`${service} has no JSON protocol`);
    const operation = model.operation(call.operation);
    const body: unknown = text === undefined || text === "" ? {} : JSON.parse(text);
    const ref = operation.input;
    const input = ref === undefined ? body : readJson(model, ref, body);
    if (!isFields(input))
      throw new Error(`${service} ${call.operation}: the body is not an object`);
    return { service, operation: operation.name, input };
  }
  if (model.otherProtocol === "query") {
    const form = new URLSearchParams(text);
    const operation = model.operation(form.get("Action") ?? "");
    if (operation.input === undefined) return { service, operation: operation.name, input: {} };
    const input = readQuery(model, operation.input, form);
    return { service, operation: operation.name, input: isFields(input) ? input : {} };
  }
  const [path = "", query] = call.url.split(/\?(.*)/s);
  const parameters = new URLSearchParams(query);
  const { method, headers } = call;
  const request = { method, path, parameters, headers, body: text };
  const match = findRestOperation(model, request);
  return { service, operation: match.operation.name, input: readRest(model, match, request) };
}

/** The inverse of {@link decodeCall}: the call as a client would send it. */
export function encodeCall(model: ServiceModel, decoded: DecodedCall): WireCall {
  const { service, input } = decoded;
  const operation = model.operation(decoded.operation);
  const ref = operation.input;
  if (model.hasJsonProtocol) {
    const text = JSON.stringify(ref === undefined ? input : writeJson(model, ref, input));
    const json = { "content-type": "application/x-amz-json-1.1" };
    return { service, operation: operation.name, method: "POST", url: "/", headers: json, text };
  }
  if (model.otherProtocol === "query") {
    const form = ref === undefined ? new URLSearchParams() : writeQuery(model, ref, input);
    form.append("Action", operation.name);
    return { service, operation: "", method: "POST", url: "/", headers: {}, text: form.toString() };
  }
  const { method, path, parameters, headers, body } = writeRest(model, operation, input);
  const url = parameters.size === 0 ? path : `${path}?${parameters.toString()}`;
  return {
    ...{ service, operation: "", method, url, headers },
    ...(body === undefined ? {} : { text: body }),
  };
}

function textOf({ text, base64, headers }: WireCall): string | undefined {
  if (text !== undefined || base64 === undefined) return text;
  const bytes = Buffer.from(base64, "base64");
  if (headers["content-encoding"] === "gzip") return gunzipSync(bytes).toString("utf8");
  throw new Error(`A body of ${headers["content-type"] ?? "unknown type"} can't be read as text`);
}
