import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { errorCode } from "../../../errors/error-code";
import { isRecord } from "../../../errors/is-record";
import { UserError } from "../../../errors/user-error";

/**
 * The token that Terraform itself would use for a host: of the variable `TF_TOKEN_…`, else of `terraform login`.
 *
 * @throws UserError if there is none
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#environment-variable-credentials
 */
export async function terraformCloudToken(
  host: string,
  variables: Readonly<NodeJS.ProcessEnv> = process.env,
  home: string = homedir(),
): Promise<string> {
  const variable = tokenVariable(host);
  const token = variables[variable] ?? (await loginToken(host, home));
  if (token === undefined || token === "") {
    throw new UserError(
      `No token for ${host}: ${variable} is not set, and \`terraform login\` stored none.`,
      [
        `Set ${variable} to a token of a user or a team that may administer the workspace, or run:`,
        `terraform login ${host}`,
      ],
    );
  }
  return token;
}

/** The name of Terraform's variable: dots are written as `_`, hyphens as `__`. */
export function tokenVariable(host: string): string {
  return `TF_TOKEN_${host.replace(/:\d+$/, "").replaceAll("-", "__").replaceAll(".", "_")}`;
}

async function loginToken(host: string, home: string): Promise<string | undefined> {
  const file = path.join(home, ".terraform.d", "credentials.tfrc.json");
  let stored: unknown;
  try {
    stored = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw new UserError(
      `Can't read ${file}: ${errorCode(error) ?? "it is not JSON"}.`,
      `Set ${tokenVariable(host)}, or run \`terraform login ${host}\` again.`,
    );
  }
  const credentials = isRecord(stored) && isRecord(stored.credentials) ? stored.credentials : {};
  const entry = credentials[host];
  return isRecord(entry) && typeof entry.token === "string" ? entry.token : undefined;
}
