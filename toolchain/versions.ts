/** Terraform that is downloaded where the machine has none: the version that the applied tests run on. */
export const TERRAFORM_VERSION = "1.11.4";

/**
 * Oldest Terraform that is used from PATH: the S3 backend's lock file (`use_lockfile`) left its experimental state in
 * 1.11, and before it the backend needs a DynamoDB table.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#use_lockfile
 */
export const TERRAFORM_MINIMUM_VERSION = "1.11.0";

/** A version of moto that the tests of the embedded AWS ran on, and why it is in the list. */
export interface TestedMoto {
  readonly version: string;
  readonly reason: string;
}

/**
 * The versions of moto that the tests ran on, the applied ones included; nothing else is the control plane. What is not
 * in the list is left alone on PATH, reported, and {@link MOTO_VERSION} installed in the project's folder. Left out are:
 * 5.2.0, not tested; 5.2.2, superseded within days; 5.2.4 and later, which publish stream metrics themselves (see
 * local/control-plane/moto_stream_metrics.py).
 */
export const TESTED_MOTOS: readonly TestedMoto[] = [
  {
    version: "5.2.3",
    reason:
      "answers CompleteMultipartUpload as S3 does (other clients such as pyarrow stop at 5.2.1's), knows Firehose's Iceberg destination, and leaves stream metrics to this project",
  },
  { version: "5.2.1", reason: "what machines that were set up earlier have on PATH" },
];

/** moto that is installed where the machine has none of {@link TESTED_MOTOS}. moto-requirements.txt pins the same. */
export const MOTO_VERSION = "5.2.3";

/** Modules that moto's server imports for the stack's services; a moto without them is of no use here. */
export const MOTO_SERVER_MODULES: readonly string[] = ["flask", "flask_cors", "yaml", "pyparsing"];

/** Oldest Python that moto 5.2 supports: its `Requires-Python`, see https://pypi.org/project/moto/5.2.3/. */
export const PYTHON_MINIMUM_VERSION = "3.10.0";

/** Versions of the AWS provider that the stack allows (its `required_providers`): from this one … */
export const AWS_PROVIDER_MINIMUM_VERSION = "5.100.0";

/** … to below this one. */
export const AWS_PROVIDER_UPPER_BOUND = "7.0.0";
