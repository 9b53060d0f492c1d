import { AwsServiceError } from "../../gateway/emulated-service";

/** A parameter that the service does not accept. */
export function invalidArgument(message: string): AwsServiceError {
  return new AwsServiceError("InvalidArgumentException", message);
}

/** A request that is valid on its own, but not for this stream. */
export function invalidRequest(message: string): AwsServiceError {
  return new AwsServiceError("ValidationException", message);
}

/** The error for a stream, shard or consumer that there is not. */
export function notFound(what: string): AwsServiceError {
  return new AwsServiceError("ResourceNotFoundException", what);
}

export function streamNotFound(name: string, accountId: string): AwsServiceError {
  return notFound(`Stream ${name} under account ${accountId} not found.`);
}

/** The error for a resource whose status does not allow the call. */
export function inUse(message: string): AwsServiceError {
  return new AwsServiceError("ResourceInUseException", message);
}

export function limitExceeded(message: string): AwsServiceError {
  return new AwsServiceError("LimitExceededException", message);
}
