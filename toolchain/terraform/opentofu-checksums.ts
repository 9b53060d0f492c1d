/**
 * SHA-256 checksums of the archives of the pinned OpenTofu, as `opentofu-bin` of the Arch User Repository lists them; that of
 * linux_amd64 is the one of the release's signed `tofu_1.10.6_SHA256SUMS`. OpenTofu is not downloaded for a platform that is
 * missing here: install it as https://opentofu.org/docs/intro/install/ describes, on macOS `brew install opentofu`.
 *
 * To change the version, verify its SHA256SUMS with `gpg --verify` and OpenTofu's key, whose fingerprint is E3E6 E43D 84CB
 * 852E ADB0 051D 0C0A F313 E5FD 9F80 (https://get.opentofu.org/opentofu.asc), copy its lines, and change `OPENTOFU_VERSION`.
 */
export const OPENTOFU_CHECKSUMS: Readonly<Record<string, string>> = {
  "tofu_1.10.6_linux_386.zip": "8eede35e4a143310596030d2720a953e42b32b7c7d87adebd992683e49778282",
  "tofu_1.10.6_linux_amd64.zip": "15b7bed76420b50da3e121769c43341df8cd57d751ca14e6dbe9c850124c6dac",
  "tofu_1.10.6_linux_arm.zip": "b14aba1ad177c78f101ab3cffbbfd3615a8107ddbbfb08d3364d38d459bced76",
  "tofu_1.10.6_linux_arm64.zip": "a32f653d686a8cad9b9be82101eb5b5e834fbfa8d095842fa1820c5d27fad967",
};
