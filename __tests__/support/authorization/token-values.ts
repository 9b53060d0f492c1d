/** What an attribute of a resource will be, by its type and name. */
const values: Readonly<Record<string, string>> = {
  "data.aws_caller_identity.account_id": "123456789012",
  "aws_kms_key.arn": "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
  "aws_iam_openid_connect_provider.arn":
    "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
};

/**
 * A text with values of their form in place of Terraform's references.
 *
 * @throws for a reference that has none here
 */
export function withoutTokens(text: string): string {
  return text.replaceAll(
    /\$\{((?:data\.)?\w+)\.\w+\.(\w+)\}/g,
    (token, type: string, name: string) => {
      const value = values[`${type}.${name}`];
      if (value === undefined) throw new Error(`No value is known for ${token}`);
      return value;
    },
  );
}
