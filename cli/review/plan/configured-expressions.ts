import type {
  ConfiguredModule,
  ConfiguredResource,
  TerraformPlan,
  Values,
} from "../../terraform/plan/terraform-plan";
import { withoutKeys } from "../../terraform/plan/resource-address";

/** Arguments of a resource as the configuration has them; an instance of `count` or `for_each` has those of all instances. */
export function configuredExpressions(plan: TerraformPlan, address: string): Values | undefined {
  return configuredResource(plan, address)?.expressions;
}

/** The configuration of a resource, also of a child module. */
export function configuredResource(
  { configuration }: TerraformPlan,
  address: string,
): ConfiguredResource | undefined {
  const parts = withoutKeys(address).split(".");
  let module: ConfiguredModule | undefined = configuration?.root_module;
  while (parts[0] === "module") {
    const [, name = ""] = parts.splice(0, 2);
    module = module?.module_calls?.[name]?.module;
  }
  const local = parts.join(".");
  return module?.resources?.find((each) => each.address === local);
}
