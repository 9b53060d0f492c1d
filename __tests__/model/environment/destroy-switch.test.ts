import {
  checkDestroySwitch,
  effectiveRemovalPolicy,
} from "../../../model/environment/destroy-switch";
import { violationLine } from "../../../model/validation/config-violation";
import { environmentOf } from "../../support/plans/synth";

const dev = environmentOf("dev", { removalPolicy: "destroy" });
const prod = environmentOf("prod", { removalPolicy: "retain" });
const local = environmentOf("local");
const all = [local, dev, prod];

describe("destroying data", () => {
  it.each([
    ["dev", dev, undefined, "retain"],
    ["dev", dev, "dev", "destroy"],
    ["dev", dev, "prod", "retain"],
    ["dev", dev, "local, dev", "destroy"],
    ["dev", dev, "dev2", "retain"],
    ["dev", dev, "DEV", "retain"],
    ["prod", prod, undefined, "retain"],
    ["prod", prod, "prod", "retain"],
    ["local", local, undefined, "destroy"],
    ["local, set to retain,", { ...local, removalPolicy: "retain" as const }, "local", "retain"],
  ])("of %s (%#) takes both settings", (_, environment, allowDestroy, expected) => {
    expect(effectiveRemovalPolicy(environment, allowDestroy)).toBe(expected);
  });
});

describe("the variable", () => {
  it.each([undefined, "dev", "local", "local, dev"])("may be %s", (allowDestroy) => {
    expect(checkDestroySwitch(all, allowDestroy)).toEqual([]);
  });

  it.each([
    [
      "Dev",
      'LAKE_ALLOW_DESTROY is not the name of an environment: received "Dev", expected the exact name of an environment that may be destroyed: "local", "dev". Set it to that name, or to several separated by commas, or unset it to keep all data.',
    ],
    [
      "true",
      'LAKE_ALLOW_DESTROY is not the name of an environment: received "true", expected the exact name of an environment that may be destroyed: "local", "dev". Set it to that name, or to several separated by commas, or unset it to keep all data.',
    ],
    [
      "prod",
      'LAKE_ALLOW_DESTROY names an environment that keeps its data: received "prod", expected one whose removalPolicy is "destroy": "local", "dev". Unset it, or first set removalPolicy: "destroy" for prod in config/environments.ts.',
    ],
  ])("is rejected as %s", (allowDestroy, line) => {
    expect(checkDestroySwitch(all, allowDestroy).map(violationLine)).toEqual([line]);
  });
});
