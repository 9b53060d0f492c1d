/** Example values of attributes by resource type and attribute. */
const values: Readonly<Record<string, string>> = {
  "data.aws_caller_identity.account_id": "123456789012",
  "aws_kms_key.arn": "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
  "aws_iam_openid_connect_provider.arn":
    "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
};

/**
 * Replaces Terraform's references in a text by example values.
 *
 * @throws Error if there is no example value for a reference
 */
export function replaceTokens(text: string): string {
  return text.replaceAll(
    /\$\{((?:data\.)?\w+)\.\w+\.(\w+)\}/g,
    (token, type: string, name: string) => {
      const value = values[`${type}.${name}`];
      if (value === undefined) throw new Error(`There is no example value for ${token}`);
      return value;
    },
  );
}
