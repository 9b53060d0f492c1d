import type { IncomingMessage } from "node:http";
import { ACCESS_VARIABLES } from "../callers/access-settings";
import type { AccessSettings } from "../callers/access-settings";
import type { AwsReply, AwsRequest } from "../aws-request";
import { readCredentials } from "../callers/credentials";
import { pipelineService } from "./pipeline-services";
import type { PipelineService, Protocol } from "./pipeline-services";
import { errorReply, unknownOperation } from "./protocol-errors";
import {
  FORM_CONTENT_TYPE,
  jsonRoute,
  lambdaRoute,
  passthroughRoute,
  queryRoute,
  s3Route,
} from "./protocol-routes";
import type { RouteResult } from "./protocol-routes";
import type { RequestHost } from "../callers/request-host";

const PRINTABLE = /^\/[\x21-\x7e]*$/;
const MISSING_TOKEN = "Request is missing Authentication Token";

/**
 * Determines service, operation and protocol of a call by its head. moto decides by its own rules (credential scope,
 * host, path, target, form), so the forwarded call must leave no other interpretation.
 *
 * @param endpointHost `Host` header of forwarded calls
 */
export function routeCall(
  message: IncomingMessage,
  host: RequestHost,
  endpointHost: string,
  settings: AccessSettings,
): RouteResult {
  const { url = "", method = "GET" } = message;
  if (!PRINTABLE.test(url) || url.includes("#")) {
    const error = { code: "InvalidURI", message: "Couldn't parse the specified URI.", status: 400 };
    return { rejection: errorReply("rest-xml", error) };
  }
  const [, path = "", query = ""] = /^([^?]*)\??(.*)$/.exec(url) ?? [];
  const parameters = new URLSearchParams(query);
  const credentials = readCredentials(message, parameters);
  if (credentials === undefined) return { rejection: unsigned(message, parameters) };
  const { service: name, region, accessKeyId, source } = credentials;
  const { "x-amz-target": target, ...headers } = message.headers;
  const call: AwsRequest = {
    ...{ service: name, operation: "", region, accessKeyId, method, url },
    headers: { ...headers, host: endpointHost },
    body: Buffer.alloc(0),
  };
  const service = pipelineService(name);
  if (service === undefined) {
    return settings.services.has(name) && source === "header"
      ? passthroughRoute(call, path, target, guessProtocol(message, parameters, name))
      : { rejection: unknownService(message, parameters, name) };
  }
  if (name === "s3") return s3Route(call, host.bucket, path, source, service);
  const protocol = protocolOf(service, message);
  if (source !== "header") {
    const error = { code: "MissingAuthenticationToken", message: MISSING_TOKEN, status: 403 };
    return { rejection: errorReply(protocol, error) };
  }
  switch (protocol) {
    case "json":
      return jsonRoute(call, target, service);
    case "query":
      return queryRoute(call, path, service);
    case "rest-json":
    case "rest-xml":
      return lambdaRoute(call, path, parameters);
  }
}

/** The protocol of a call to a service with several protocols. */
function protocolOf({ protocols }: PipelineService, { headers }: IncomingMessage): Protocol {
  const spoken = headers["x-amz-target"] === undefined ? "query" : "json";
  return protocols.find((each) => each === spoken) ?? protocols[0] ?? "rest-xml";
}

/** The likely protocol of a call to an unknown service. */
function guessProtocol(
  { headers, url }: IncomingMessage,
  parameters: URLSearchParams,
  service?: string,
): Protocol | "ec2" {
  if (headers["x-amz-target"] !== undefined) return "json";
  if (FORM_CONTENT_TYPE.test(headers["content-type"] ?? "") || parameters.has("Action")) {
    return service === "ec2" ? "ec2" : "query";
  }
  const isXml = service === undefined || /^(?:cloudfront|route53|s3.*)$/.test(service);
  return isXml && url !== undefined ? "rest-xml" : "rest-json";
}

function unknownService(
  message: IncomingMessage,
  parameters: URLSearchParams,
  service: string,
): AwsReply {
  return unknownOperation(
    guessProtocol(message, parameters, service),
    `The embedded AWS does not support ${service}, which this pipeline does not use. To forward its calls to moto, start the embedded AWS with ${ACCESS_VARIABLES.services}=${service}`,
  );
}

function unsigned(message: IncomingMessage, parameters: URLSearchParams): AwsReply {
  const protocol = guessProtocol(message, parameters);
  switch (protocol) {
    case "json":
    case "rest-json": {
      const code = "MissingAuthenticationTokenException";
      return errorReply(protocol, { code, message: MISSING_TOKEN, status: 400 });
    }
    case "query":
    case "ec2": {
      const code = "MissingAuthenticationToken";
      return errorReply(protocol, { code, message: MISSING_TOKEN, status: 403 });
    }
    case "rest-xml":
      return errorReply(protocol, { code: "AccessDenied", message: "Access Denied", status: 403 });
  }
}
