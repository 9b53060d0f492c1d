/**
 * SHA-256 checksums of the archives of the pinned Terraform, from HashiCorp's signed `terraform_1.11.4_SHA256SUMS`.
 * They are committed, because a checksum from the same host as the archive does not protect against an attack on that
 * host or the connection. Terraform is not downloaded for a platform that is missing here.
 *
 * To change the version, verify its SHA256SUMS with `gpg --verify` and HashiCorp's key, whose fingerprint is C874 011F
 * 0AB4 0511 0D02 1055 3436 5D94 72D7 468F (https://www.hashicorp.com/security), copy its lines, and change
 * `TERRAFORM_VERSION`.
 */
export const TERRAFORM_CHECKSUMS: Readonly<Record<string, string>> = {
  "terraform_1.11.4_darwin_amd64.zip":
    "a56d5002b9f7647291faccc3dd1a70350e60fb61e4c45037629508b8fdc2575b",
  "terraform_1.11.4_darwin_arm64.zip":
    "867e0808fa971217043e25b7a792b10720c79b1546f8a68479b74f138be73e18",
  "terraform_1.11.4_linux_386.zip":
    "8e4bd232ce8b0cde2a90132a9c4d25665791c7a48bbb159f5cd4988265d10372",
  "terraform_1.11.4_linux_amd64.zip":
    "1ce994251c00281d6845f0f268637ba50c0005657eb3cf096b92f753b42ef4dc",
  "terraform_1.11.4_linux_arm.zip":
    "3cf072a049ab0178e9cbec47a14712ba7f38cc8ef061f3a7c0ff57b83d320edd",
  "terraform_1.11.4_linux_arm64.zip":
    "a43d1d0da9b9bab214a8305a39db0e40869572594ccf50c416a7756499143633",
  "terraform_1.11.4_windows_386.zip":
    "61da1ff3dc081fbaa9a032327dafebc311df55f04ad5f8749d92a9b6c1790f40",
  "terraform_1.11.4_windows_amd64.zip":
    "4e1dc85419dda723f2bb3afdf63a0d282a2de858588d56dd57d2e4e4c4c83f2b",
};
