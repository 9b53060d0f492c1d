import { App } from "cdktf";
import { earthquakes } from "../../fixtures/datasets/earthquakes";
import { sampleEvents } from "../../fixtures/datasets/sample-events";
import { DataLakeStack } from "../../../stacks/data-lake-stack";
import { environmentOf, publisherPackage } from "../../support/plans/synth";

describe("the pipeline of a dataset", () => {
  const stack = new DataLakeStack(new App(), {
    environment: environmentOf("dev"),
    datasets: [{ dataset: sampleEvents, publisherPackage: publisherPackage() }],
  });

  it("is found by the dataset", () => {
    expect(stack.pipelineOf(sampleEvents).stream.node.path).toBe("dev/sample_events/event_stream");
  });

  it("is rejected when the dataset is not in the stack, with those that are", () => {
    expect(() => stack.pipelineOf(earthquakes)).toThrow(
      "The stack dev has no dataset earthquakes, expected one of: sample_events. Add it to the datasets of the stack.",
    );
  });
});
