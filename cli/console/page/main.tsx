import { render } from "preact";
import { App } from "./app";
import { takeToken } from "./client/session";
import { applyTheme } from "./parts/theme-switch";

takeToken();
// An address with the token of another start, pasted into this tab, changes the fragment only, which loads nothing.
addEventListener("hashchange", () => {
  if (takeToken()) location.reload();
});
applyTheme();
render(<App />, document.body);
