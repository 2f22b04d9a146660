// Dark or light theme, set before the first paint. The default is the setting of the system.
"use strict";

(() => {
  const KEY = "cvpdf-theme";
  const CHOICES = ["auto", "light", "dark"];

  const chosen = () => {
    try {
      return CHOICES.includes(localStorage.getItem(KEY)) ? localStorage.getItem(KEY) : "auto";
    } catch {
      return "auto"; // storage may be blocked
    }
  };
  const apply = (theme) => {
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };

  window.cvpdfTheme = {
    chosen,
    next() {
      const theme = CHOICES[(CHOICES.indexOf(chosen()) + 1) % CHOICES.length];
      try {
        localStorage.setItem(KEY, theme);
      } catch {
        // without storage the choice lasts until the page is closed
      }
      apply(theme);
      return theme;
    },
  };
  apply(chosen());
})();
