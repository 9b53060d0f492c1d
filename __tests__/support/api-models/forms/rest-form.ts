import { readJson, writeJson } from "./json-form";
import { template } from "./rest-operation";
import type { RestAddress, RestMatch } from "./rest-operation";
import type { Operation, ServiceModel, ShapeRef } from "../../../../local/api-models/service-model";
import { fromText, isFields } from "./wire-value";
import type { Fields } from "./wire-value";
import { readXml, writeXml } from "./xml-form";

/** Headers that are not members: signatures, checksums and metadata of a request. */
const PROTOCOL_HEADERS =
  /^x-amz-(?:date|content-sha256|user-agent|target|sdk-.*|checksum-.*|trailer|decoded-content-length|te)$/;

/** Parameters that are not members: the SDK's operation name, the gateway's own, and signatures. */
const PROTOCOL_PARAMETERS = /^(?:x-id|lake|X-Amz-(?:Date|Expires|SignedHeaders))$/;

/** A request of a REST protocol. */
export interface RestRequest extends RestAddress {
  /** Undefined if the bytes of an object were not recorded. */
  readonly body: string | undefined;
}

/** Deserializes the members of a request from its path, parameters, headers and body. */
export function readRest(
  model: ServiceModel,
  { operation, labels }: RestMatch,
  { parameters, headers, body }: RestRequest,
): Fields {
  const input = model.input(operation);
  const fields: Record<string, unknown> = {};
  const unread = new Set([...parameters.keys()].filter((name) => !PROTOCOL_PARAMETERS.test(name)));
  for (const name of template(operation).fixed.keys()) unread.delete(name);
  const unreadHeaders = new Set(
    Object.keys(headers).filter(
      (name) => name.startsWith("x-amz-") && !PROTOCOL_HEADERS.test(name),
    ),
  );
  for (const [name, ref] of Object.entries(input.members ?? {})) {
    const wireName = ref.locationName ?? name;
    const shape = model.shape(ref);
    switch (ref.location) {
      case "uri":
        if (labels[wireName] !== undefined) fields[name] = fromText(shape, labels[wireName]);
        break;
      case "querystring":
        if (!parameters.has(wireName)) break;
        unread.delete(wireName);
        fields[name] =
          shape.member === undefined
            ? fromText(shape, parameters.get(wireName) ?? "")
            : parameters.getAll(wireName);
        break;
      case "header": {
        const text = headers[wireName.toLowerCase()];
        unreadHeaders.delete(wireName.toLowerCase());
        if (text !== undefined) {
          fields[name] = shape.member === undefined ? fromText(shape, text) : text.split(/\s*,\s*/);
        }
        break;
      }
      case "headers": {
        const prefix = wireName.toLowerCase();
        const own = [...unreadHeaders].filter((each) => each.startsWith(prefix));
        if (own.length > 0) {
          fields[name] = Object.fromEntries(
            own.map((each) => [each.slice(prefix.length), headers[each]]),
          );
        }
        for (const each of own) unreadHeaders.delete(each);
        break;
      }
      default:
        break;
    }
  }
  for (const name of unread) fields[name] = parameters.get(name);
  for (const name of unreadHeaders) fields[name] = headers[name];
  return { ...fields, ...readBody(model, operation, body) };
}

function readBody(model: ServiceModel, operation: Operation, body: string | undefined): Fields {
  if (body === undefined || body === "") return {};
  const input = model.input(operation);
  const { payload } = input;
  const payloadRef = payload === undefined ? undefined : input.members?.[payload];
  const read = (ref: ShapeRef) =>
    model.otherProtocol === "rest-xml"
      ? readXml(model, ref, body)
      : readJson(model, ref, JSON.parse(body));
  if (payload !== undefined && payloadRef !== undefined) {
    const isDocument = model.shape(payloadRef).type === "structure";
    return { [payload]: isDocument ? read(payloadRef) : Buffer.from(body).toString("base64") };
  }
  const fields: unknown = operation.input === undefined ? JSON.parse(body) : read(operation.input);
  return isFields(fields) ? fields : { body: fields };
}

/** The inverse of {@link readRest}, for members that are serialized as text. */
export function writeRest(model: ServiceModel, operation: Operation, fields: Fields): RestRequest {
  const input = model.input(operation);
  const { path: form, fixed } = template(operation);
  const parameters = new URLSearchParams(fixed);
  const headers: Record<string, string> = {};
  const inBody: Record<string, unknown> = {};
  let path = form;
  for (const [name, value] of Object.entries(fields)) {
    const ref = input.members?.[name];
    const wireName = ref?.locationName ?? name;
    switch (ref?.location) {
      case "uri":
        path = path.replace(new RegExp(`\\{${wireName}\\+?\\}`), () => escapePath(String(value)));
        break;
      case "querystring":
        for (const each of Array.isArray(value) ? value : [value]) {
          parameters.append(wireName, String(each));
        }
        break;
      case "header":
        headers[wireName.toLowerCase()] = String(value);
        break;
      case "headers":
        for (const [key, each] of Object.entries(isFields(value) ? value : {})) {
          headers[`${wireName}${key}`.toLowerCase()] = String(each);
        }
        break;
      default:
        // A body that is a single member can't contain another one.
        if (ref === undefined && input.payload !== undefined)
          parameters.append(name, String(value));
        else inBody[name] = value;
    }
  }
  return {
    method: operation.http.method,
    path,
    parameters,
    headers,
    body: writeBody(model, operation, inBody),
  };
}

function writeBody(model: ServiceModel, operation: Operation, fields: Fields): string | undefined {
  const input = model.input(operation);
  const { payload } = input;
  const payloadRef = payload === undefined ? undefined : input.members?.[payload];
  const write = (ref: ShapeRef, name: string, value: unknown) =>
    model.otherProtocol === "rest-xml"
      ? writeXml(model, ref, ref.locationName ?? name, value)
      : JSON.stringify(writeJson(model, ref, value));
  if (payload !== undefined && payloadRef !== undefined) {
    const { [payload]: value } = fields;
    if (value === undefined) return undefined;
    return model.shape(payloadRef).type === "structure"
      ? write(payloadRef, payload, value)
      : Buffer.from(typeof value === "string" ? value : "", "base64").toString("utf8");
  }
  if (operation.input === undefined || Object.keys(fields).length === 0) return undefined;
  return write(operation.input, operation.name, fields);
}

function escapePath(text: string): string {
  return text.split("/").map(encodeURIComponent).join("/");
}
