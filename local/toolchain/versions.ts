/** Terraform that is downloaded where the machine has none: the version that the applied tests run on. */
export const TERRAFORM_VERSION = "1.11.4";

/**
 * Oldest Terraform that is used from PATH: the S3 backend's lock file (`use_lockfile`) left its experimental state in
 * 1.11, and before it the backend needs a DynamoDB table.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#use_lockfile
 */
export const TERRAFORM_MINIMUM_VERSION = "1.11.0";

/** moto that is installed where the machine has none: the version that the applied tests run on. */
export const MOTO_VERSION = "5.2.1";

/** Versions of moto that are used from PATH: nothing older than this one was tried with the stack's resources … */
export const MOTO_MINIMUM_VERSION = "5.2.0";

/** … to below this one: the launcher mends moto from the inside, which another major version may not fit. */
export const MOTO_UPPER_BOUND = "6.0.0";

/**
 * What pip installs. Not `moto[server]`: that brings cfn-lint, Docker's client and validators, tens of megabytes for
 * services that the stack doesn't use. The server itself is Flask and flask-cors; their next major versions are kept
 * out, since moto doesn't do so itself.
 */
export const MOTO_REQUIREMENTS: readonly string[] = [
  `moto[events,glue,s3]==${MOTO_VERSION}`,
  "flask>=3,<4",
  "flask-cors>=5,<7",
];

/** Modules that moto's server imports for the stack's services; a moto without them is of no use here. */
export const MOTO_SERVER_MODULES: readonly string[] = ["flask", "flask_cors", "yaml", "pyparsing"];

/** Oldest Python that moto 5.2 supports: its `Requires-Python`, see https://pypi.org/project/moto/5.2.1/. */
export const PYTHON_MINIMUM_VERSION = "3.10.0";

/** Versions of the AWS provider that the stack allows (its `required_providers`): from this one … */
export const AWS_PROVIDER_MINIMUM_VERSION = "5.100.0";

/** … to below this one. */
export const AWS_PROVIDER_UPPER_BOUND = "7.0.0";
