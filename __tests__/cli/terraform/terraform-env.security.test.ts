import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { localTerraformEnv } from "../../../cli/terraform/terraform-env";
import { lakeHome } from "../../../local/home/lake-home";

const user = {
  AWS_PROFILE: "production",
  AWS_CONFIG_FILE: "/home/user/.aws/config",
  AWS_SHARED_CREDENTIALS_FILE: "/home/user/.aws/credentials",
  AWS_ACCESS_KEY_ID: "AKIAUSER",
  AWS_SECRET_ACCESS_KEY: "of-the-user",
  AWS_SESSION_TOKEN: "of-the-user",
  AWS_ROLE_ARN: "arn:aws:iam::111122223333:role/user",
  AWS_WEB_IDENTITY_TOKEN_FILE: "/token",
  AWS_ENDPOINT_URL: "https://elsewhere.example",
  AWS_ENDPOINT_URL_S3: "https://elsewhere.example",
  AWS_REGION: "eu-west-1",
  AWS_USE_FIPS_ENDPOINT: "true",
};

describe("Terraform on the embedded AWS", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "terraform-env-"));
  const before = { ...process.env };
  let environment: NodeJS.ProcessEnv;

  beforeAll(() => {
    Object.assign(process.env, user, { TF_LOG: "ERROR", TF_VAR_name: "value" });
    environment = localTerraformEnv(lakeHome({ LAKE_HOME: folder }), "http://127.0.0.1:4566", {});
  });

  afterAll(() => {
    process.env = before;
    rmSync(folder, { recursive: true });
  });

  it("has no AWS settings except those of the embedded AWS", () => {
    const settings = Object.entries(environment).filter(([name]) => name.startsWith("AWS_"));
    expect(Object.fromEntries(settings)).toEqual({
      AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
    });
  });

  it("keeps the user's settings of Terraform", () => {
    expect(environment).toMatchObject({ TF_LOG: "ERROR", TF_VAR_name: "value" });
    expect(environment.PATH).toBe(before.PATH);
  });
});
