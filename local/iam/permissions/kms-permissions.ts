import type { ContextValues } from "../policy/condition-context";
import { text } from "./permission";
import type { CallToAuthorize, Permission, PermissionMap } from "./permission";

/** Cryptographic operations; the action has the operation's name. */
const CRYPTOGRAPHIC = new Set([
  "Decrypt",
  "DescribeKey",
  "Encrypt",
  "GenerateDataKey",
  "GenerateDataKeyPair",
  "GenerateDataKeyPairWithoutPlaintext",
  "GenerateDataKeyWithoutPlaintext",
  "GenerateMac",
  "GetKeyPolicy",
  "GetPublicKey",
  "Sign",
  "Verify",
  "VerifyMac",
]);

/** moto prefixes ciphertexts with the key's id. */
const KEY_ID_LENGTH = 36;

/** Permissions of KMS calls. */
export const kmsPermissions: PermissionMap = async (call) => {
  const { request, input, resources } = call;
  const { operation, region } = request;
  if (!CRYPTOGRAPHIC.has(operation)) return undefined;
  const key = text(input, "KeyId") ?? keyOfCiphertext(text(input, "CiphertextBlob"));
  const keyArn = key === undefined ? undefined : await resources.keyArn(region, key);
  return keyArn === undefined
    ? []
    : [{ action: `kms:${operation}`, resource: keyArn, context: encryptionContext(input) }];
};

/**
 * The permission for a service's use of a key on behalf of the caller.
 *
 * @param owner service and ARN that the service sends as encryption context `aws:<service>:arn`
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export function keyUse(
  { request }: CallToAuthorize,
  operation: "Decrypt" | "GenerateDataKey",
  keyArn: string,
  owner: { readonly service: "s3" | "kinesis"; readonly arn: string },
): Permission {
  return {
    action: `kms:${operation}`,
    resource: keyArn,
    context: {
      "kms:ViaService": `${owner.service}.${request.region}.amazonaws.com`,
      "aws:ViaAWSService": "true",
      [`kms:EncryptionContext:aws:${owner.service}:arn`]: owner.arn,
      "kms:EncryptionContextKeys": [`aws:${owner.service}:arn`],
    },
  };
}

function keyOfCiphertext(ciphertext: string | undefined): string | undefined {
  if (ciphertext === undefined) return undefined;
  return Buffer.from(ciphertext, "base64").subarray(0, KEY_ID_LENGTH).toString("latin1");
}

function encryptionContext({ EncryptionContext: sent }: CallToAuthorize["input"]): ContextValues {
  if (typeof sent !== "object" || sent === null) return {};
  const pairs = Object.entries(sent).map(([key, value]) => [key, String(value)] as const);
  return {
    ...Object.fromEntries(
      pairs.map(([key, value]) => [`kms:EncryptionContext:${key}`, value] as const),
    ),
    "kms:EncryptionContextKeys": pairs.map(([key]) => key),
  };
}
