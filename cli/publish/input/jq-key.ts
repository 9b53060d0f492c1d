/**
 * The step of a jq path to a key: `.a`, and `["a b"]` for one that has to be quoted.
 *
 * @param path before it @default - it is the first step: `.["a b"]`
 * @see https://jqlang.org/manual/#object-identifier-index
 */
export function jqKey(key: string, path = ""): string {
  if (/^[A-Za-z_]\w*$/.test(key)) return `.${key}`;
  return `${path === "" ? "." : ""}[${JSON.stringify(key)}]`;
}
