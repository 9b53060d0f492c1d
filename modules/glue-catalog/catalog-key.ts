import type { KeyGrant } from "../shared/service-bound-key";

/**
 * The use of the key of an encrypted catalog. AWS names the three actions for any client that accesses or writes to the catalog,
 * a reader included, and the encryption context that Glue always passes.
 *
 * @param accountId account of the catalog, which is the catalog's id
 * @see https://docs.aws.amazon.com/glue/latest/dg/set-up-encryption.html
 * @see https://docs.aws.amazon.com/glue/latest/dg/encrypt-glue-data-catalog.html
 */
export function catalogKeyUse(
  accountId: string,
  { sid, rationale }: Pick<KeyGrant, "rationale" | "sid">,
): KeyGrant {
  return {
    sid,
    rationale,
    actions: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
    context: { key: "glue_catalog_id", values: [accountId] },
  };
}
