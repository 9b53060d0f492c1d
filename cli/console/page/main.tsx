import { render } from "preact";
import { App } from "./app";
import { takeToken } from "./client/session";
import { applyTheme } from "./parts/theme-switch";

takeToken();
applyTheme();
render(<App />, document.body);
