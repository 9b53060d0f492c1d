import { localEnvironment } from "../../config/local-environment";

describe("the local environment", () => {
  it("is the emulator's account at its default address, with its state in the project's folder", () => {
    expect(localEnvironment("lake", {})).toMatchObject({
      name: "local",
      accountId: "123456789012",
      region: "us-east-1",
      removalPolicy: "destroy",
      state: { type: "local", folder: ".lake/embedded-aws/terraform" },
      emulator: { endpointUrl: "http://127.0.0.1:4566" },
    });
  });

  it("follows the variables that the tools set", () => {
    expect(
      localEnvironment("lake", { AWS_ENDPOINT_URL: "http://127.0.0.1:5000", LAKE_HOME: "/tmp/x" }),
    ).toMatchObject({
      state: { folder: "/tmp/x/embedded-aws/terraform" },
      emulator: { endpointUrl: "http://127.0.0.1:5000" },
    });
  });

  it("takes an empty variable for none", () => {
    expect(localEnvironment("lake", { AWS_ENDPOINT_URL: "", LAKE_HOME: "" })).toEqual(
      localEnvironment("lake", {}),
    );
  });
});
