import {
  checkTerraformBinary,
  namedBinary,
  requiredVersion,
  terraformBinaryNotes,
} from "../../../model/environment/terraform-binary";
import { validateConfiguration } from "../../../model/validation/validate-configuration";
import { violationLine } from "../../../model/validation/config-violation";
import { withVariables } from "../../../model/environment/with-variables";
import { TERRAFORM_PRODUCTS } from "../../../toolchain/terraform/terraform-products";
import { environmentOf, parseStack } from "../../support/plans/synth";
import { App } from "cdktf";
import { StateBackendStack } from "../../../stacks/state-backend-stack";
import type { S3StateEnvironment } from "../../../model/naming/state-location";

const dev = environmentOf("dev");
const tofuDev = environmentOf("dev", { terraformBinary: "tofu" });

describe("the program that plans and applies", () => {
  it.each([
    ["terraform", "terraform"],
    ["tofu", "tofu"],
    ["/opt/bin/tofu-1.10.6", "tofu"],
    ["C:\\tools\\terraform.exe", "terraform"],
    ["./terraform_1.11", "terraform"],
    ["terraform1.11.4_linux_amd64", "terraform"],
    ["tofu-v1.10.6.exe", "tofu"],
    ["tofuenv", undefined],
    ["terraform-docs", undefined],
    ["TOFU", undefined],
    ["terragrunt", undefined],
    ["/opt/tofu/run", undefined],
    ["", undefined],
  ])("of TERRAFORM_BINARY_NAME=%s is %s", (command, binary) => {
    expect(namedBinary(command)).toBe(binary);
  });

  it("is that of the variable where the environment names none", () => {
    expect(withVariables(dev, {})).toBe(dev);
    expect(withVariables(dev, { TERRAFORM_BINARY_NAME: "" })).toBe(dev);
    expect(withVariables(dev, { TERRAFORM_BINARY_NAME: "/usr/bin/tofu" })).toEqual(tofuDev);
    expect(withVariables(tofuDev, {})).toBe(tofuDev);
  });

  it.each([
    ["terraform", dev, []],
    ["tofu", tofuDev, []],
    ["tofu", dev, []],
    [
      "/opt/terraform",
      tofuDev,
      [
        'environments.dev.terraformBinary is for another program than TERRAFORM_BINARY_NAME, which names /opt/terraform: received "tofu", expected "terraform". Unset TERRAFORM_BINARY_NAME, or change the setting in config/environments.ts.',
      ],
    ],
    [
      "terragrunt",
      dev,
      [
        'TERRAFORM_BINARY_NAME names an unknown program: received "terragrunt", expected terraform or tofu, or the path of a program with one of these names. Set it to one of them, or unset it.',
      ],
    ],
  ] as const)(
    "of the variable %s must be that of the environment",
    (command, environment, lines) => {
      expect(checkTerraformBinary([environment], command).map(violationLine)).toEqual(lines);
    },
  );

  it("is noted where CDKTF would run another one", () => {
    expect(terraformBinaryNotes([dev, tofuDev], undefined)).toEqual([
      "environments.dev is for OpenTofu: set TERRAFORM_BINARY_NAME=tofu, since CDKTF runs Terraform otherwise.",
    ]);
    expect(terraformBinaryNotes([tofuDev], "tofu")).toEqual([]);
  });

  it("is rejected by name if there is no such program", () => {
    // What plain JavaScript can contain.
    const environment = environmentOf("dev", { terraformBinary: "opentofu" as "tofu" });
    expect(validateConfiguration([environment], []).map(violationLine)).toEqual([
      'environments.dev.terraformBinary is unknown: received "opentofu", expected one of "terraform", "tofu". Change it in config/environments.ts.',
    ]);
  });

  it.each(["terraform", "tofu"] as const)(
    "has in the stacks for %s the minimum version that the commands accept",
    (terraformBinary) => {
      const environment = environmentOf("dev", { terraformBinary });
      const minimum = `>= ${TERRAFORM_PRODUCTS[terraformBinary].minimumVersion}`;
      expect(requiredVersion(environment)).toBe(minimum);
      const app = new App({ stackTraces: false });
      // The state of dev is in S3.
      const stack = new StateBackendStack(app, environment as S3StateEnvironment);
      expect(parseStack(stack).terraform.required_version).toBe(minimum);
    },
  );
});
