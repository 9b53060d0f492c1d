import {
  lockProvidersCommand,
  readProviders,
} from "../../../cli/lock-providers/lock-providers-command";
import { Output } from "../../../cli/terminal/output";

const lock = `# This file is maintained automatically by "terraform init".

provider "registry.terraform.io/hashicorp/aws" {
  version     = "5.100.0"
  constraints = ">= 5.100.0, < 7.0.0"
  hashes = [
    "h1:one",
    "h1:two",
    "zh:three",
  ]
}

provider "registry.terraform.io/hashicorp/random" {
  version = "3.7.2"
  hashes = [
    "h1:four",
  ]
}
`;

describe("lake lock-providers", () => {
  it("reads the providers of a lock file, with their number of checksums", () => {
    expect(readProviders(lock)).toEqual([
      { provider: "registry.terraform.io/hashicorp/aws", version: "5.100.0", hashes: 3 },
      { provider: "registry.terraform.io/hashicorp/random", version: "3.7.2", hashes: 1 },
    ]);
  });

  it.each(["linux", "linux-amd64", "", "-x_y"])("rejects the platform %j", async (platform) => {
    const options = { platform: [platform], upgrade: false };
    await expect(lockProvidersCommand(new Output(), options)).rejects.toThrow(
      `--platform is invalid: received "${platform}".`,
    );
  });
});
