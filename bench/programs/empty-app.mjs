// The least that any CDKTF app does: the floor of every synth.
import { App, TerraformStack } from "cdktf";

const app = new App({ stackTraces: false });
new TerraformStack(app, "empty");
app.synth();
