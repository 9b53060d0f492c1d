import { UserError } from "../errors/user-error";

/** An operating system and a processor by Terraform's names, for example `linux` and `amd64`. */
export interface TerraformPlatform {
  readonly os: string;
  readonly arch: string;
}

const OPERATING_SYSTEMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: "darwin",
  freebsd: "freebsd",
  linux: "linux",
  openbsd: "openbsd",
  win32: "windows",
};

const PROCESSORS: Readonly<Record<string, string>> = {
  arm: "arm",
  arm64: "arm64",
  ia32: "386",
  x64: "amd64",
};

/**
 * Converts Node.js's names into Terraform's.
 *
 * @throws UserError for a platform without a Terraform release
 */
export function terraformPlatform(
  platform: NodeJS.Platform = process.platform,
  arch: string = process.arch,
): TerraformPlatform {
  const os = OPERATING_SYSTEMS[platform];
  const processor = PROCESSORS[arch];
  if (os === undefined || processor === undefined) {
    throw new UserError(
      `Terraform is not published for ${platform} on ${arch}.`,
      "Use a machine with Linux, macOS or Windows on x64 or arm64, or put your own build of Terraform on PATH.",
    );
  }
  return { os, arch: processor };
}
