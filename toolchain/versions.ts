/** Terraform that is downloaded if the machine has none: the version that the applied tests use. */
export const TERRAFORM_VERSION = "1.11.4";

/**
 * Oldest Terraform that is used from PATH: the S3 backend's lock file (`use_lockfile`) is stable since 1.11; earlier
 * versions need a DynamoDB table.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#use_lockfile
 */
export const TERRAFORM_MINIMUM_VERSION = "1.11.0";

/** OpenTofu that is downloaded if it is chosen and the machine has none. */
export const OPENTOFU_VERSION = "1.10.6";

/**
 * Oldest OpenTofu that is used from PATH: the first with the S3 backend's lock file.
 *
 * @see https://opentofu.org/docs/language/settings/backends/s3/
 */
export const OPENTOFU_MINIMUM_VERSION = "1.10.0";

/** A version of moto that passed the tests, and why it is supported. */
export interface TestedMoto {
  readonly version: string;
  readonly reason: string;
}

/**
 * Versions of moto that passed all tests, including the applied ones; only these are used. Another version on PATH is
 * reported and not used; {@link MOTO_VERSION} is installed in the project's folder instead. Not supported are: 5.2.0,
 * not tested; 5.2.2, superseded within days; 5.2.4 and later, not tested.
 */
export const TESTED_MOTOS: readonly TestedMoto[] = [
  {
    version: "5.2.3",
    reason:
      "its CompleteMultipartUpload responds as S3 does (clients such as pyarrow reject the response of 5.2.1), and it supports Firehose's Iceberg destination",
  },
  { version: "5.2.1", reason: "machines that were set up earlier have it on PATH" },
];

/**
 * moto that is installed if the machine has none of {@link TESTED_MOTOS}; moto-requirements.txt pins the same version.
 */
export const MOTO_VERSION = "5.2.3";

/** Modules that moto's server imports for the stack's services. */
export const MOTO_SERVER_MODULES: readonly string[] = ["flask", "flask_cors", "yaml", "pyparsing"];

/** Oldest Python that moto 5.2 supports, by its `Requires-Python`: https://pypi.org/project/moto/5.2.3/. */
export const PYTHON_MINIMUM_VERSION = "3.10.0";

/**
 * Trino of the engine `trino`, and the only release that is used: the expected values of the tests are its answers.
 *
 * @see https://trino.io/docs/current/release/release-476.html
 */
export const TRINO_VERSION = "476";

/** Oldest Java release that it runs on: https://trino.io/docs/476/installation/deployment.html#java-runtime-environment */
export const TRINO_JAVA_RELEASE = 24;

/** pyiceberg that commits to Iceberg tables; pyiceberg-requirements.txt pins the same version. */
export const PYICEBERG_VERSION = "0.12.0";
