import { deleteObjects } from "./objects/delete-objects";
import { deleteObject } from "./objects/delete-object";
import { COPY_SOURCE } from "./objects/copy-source-name";
import { copyObject } from "./objects/copy-object";
import { getObject } from "./objects/get-object";
import { getObjectAcl, putObjectAcl } from "./attributes/acl";
import { getObjectAttributes } from "./attributes/object-attributes";
import {
  deleteObjectTagging,
  getObjectTagging,
  putObjectTagging,
} from "./attributes/object-tagging";
import { postObject } from "./objects/post-object";
import { putObject } from "./objects/put-object";
import { listObjects } from "./listing/list-objects";
import { listVersions } from "./listing/list-versions";
import { completeUpload } from "./multipart/complete-upload";
import { abortUpload, createUpload } from "./multipart/create-upload";
import { listParts, listUploads } from "./multipart/list-uploads";
import { uploadPart, uploadPartCopy } from "./multipart/upload-part";
import { headerOf } from "./object-call";
import type { ObjectCall, ObjectOperation } from "./object-call";
import { S3Error } from "./s3-error";

/**
 * The operation of a call.
 *
 * @throws S3Error if S3 has none for the method
 */
export function findOperation(call: ObjectCall): ObjectOperation {
  const operation = call.key === "" ? bucketOperation(call) : objectOperation(call);
  if (operation !== undefined) return operation;
  throw new S3Error(
    "MethodNotAllowed",
    405,
    "The specified method is not allowed against this resource.",
    { Method: call.method, ResourceType: call.key === "" ? "BUCKET" : "OBJECT" },
  );
}

function bucketOperation({ method, parameters }: ObjectCall): ObjectOperation | undefined {
  if (method === "POST") return parameters.has("delete") ? deleteObjects : postObject;
  if (method !== "GET") return undefined;
  if (parameters.has("versions")) return listVersions;
  return parameters.has("uploads") ? listUploads : listObjects;
}

function objectOperation(call: ObjectCall): ObjectOperation | undefined {
  const { method, parameters } = call;
  if (parameters.has("uploadId")) return partOperation(call);
  if (parameters.has("uploads")) return method === "POST" ? createUpload : undefined;
  if (parameters.has("tagging")) {
    const operations = {
      GET: getObjectTagging,
      PUT: putObjectTagging,
      DELETE: deleteObjectTagging,
    };
    return operationOf(operations, method);
  }
  if (parameters.has("acl")) return operationOf({ GET: getObjectAcl, PUT: putObjectAcl }, method);
  if (parameters.has("attributes")) return operationOf({ GET: getObjectAttributes }, method);
  const source = headerOf(call, COPY_SOURCE);
  const put = source === undefined ? putObject : (each: ObjectCall) => copyObject(each, source);
  return operationOf({ GET: getObject, HEAD: getObject, PUT: put, DELETE: deleteObject }, method);
}

function partOperation(call: ObjectCall): ObjectOperation | undefined {
  const source = headerOf(call, COPY_SOURCE);
  const put =
    source === undefined ? uploadPart : (each: ObjectCall) => uploadPartCopy(each, source);
  return operationOf(
    { GET: listParts, PUT: put, POST: completeUpload, DELETE: abortUpload },
    call.method,
  );
}

function operationOf(
  operations: Readonly<Record<string, ObjectOperation>>,
  method: string,
): ObjectOperation | undefined {
  return Object.hasOwn(operations, method) ? operations[method] : undefined;
}
