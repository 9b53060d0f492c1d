// The smallest CDKTF app: the baseline of every synth.
import { App, TerraformStack } from "cdktf";

const app = new App({ stackTraces: false });
new TerraformStack(app, "empty");
app.synth();
