import { configuredResource } from "../../plan/configured-expressions";
import type { ReviewRule } from "../review-rule";

const AWS_PROVIDER = /^registry\.(?:terraform\.io|opentofu\.org)\/hashicorp\/aws$/;
const RUNS_PROVISIONERS = ["create", "replace", "delete"];

/** Rules about what runs while a plan is applied. */
export const executionRules: readonly ReviewRule[] = [
  {
    id: "plan/provisioner",
    title: "Terraform runs a command or copies files besides creating a resource",
    source: "https://developer.hashicorp.com/terraform/language/resources/provisioners/syntax",
    level: "look closely",
    find: ({ changes, plan }) =>
      changes
        .filter(({ kind }) => RUNS_PROVISIONERS.includes(kind))
        .flatMap(({ address }) => {
          const types = (configuredResource(plan, address)?.provisioners ?? []).map(
            ({ type }) => type,
          );
          return types.length === 0
            ? []
            : [{ address, message: `runs provisioners: ${types.join(", ")}` }];
        }),
  },
  {
    id: "plan/provider",
    title: "A resource of AWS is another provider's than HashiCorp's",
    source: "https://developer.hashicorp.com/terraform/language/providers/requirements",
    level: "look closely",
    find: ({ changes }) =>
      changes.flatMap(({ address, type, source: { provider_name } }) =>
        !type.startsWith("aws_") || provider_name === undefined || AWS_PROVIDER.test(provider_name)
          ? []
          : [{ address, message: `is changed by the provider ${provider_name}` }],
      ),
  },
];
