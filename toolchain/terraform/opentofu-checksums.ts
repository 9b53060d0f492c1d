/**
 * SHA-256 checksum of the archive of the pinned OpenTofu, of its release's signed `tofu_1.10.6_SHA256SUMS`. OpenTofu is not
 * downloaded for a platform that is missing here: install it as https://opentofu.org/docs/intro/install/ describes, on macOS
 * `brew install opentofu`.
 *
 * To add a platform or to change the version, verify SHA256SUMS with `gpg --verify` and OpenTofu's key, whose fingerprint is
 * E3E6 E43D 84CB 852E ADB0 051D 0C0A F313 E5FD 9F80 (https://get.opentofu.org/opentofu.asc), copy its lines, and change
 * `OPENTOFU_VERSION`.
 */
export const OPENTOFU_CHECKSUMS: Readonly<Record<string, string>> = {
  "tofu_1.10.6_linux_amd64.zip": "15b7bed76420b50da3e121769c43341df8cd57d751ca14e6dbe9c850124c6dac",
};
