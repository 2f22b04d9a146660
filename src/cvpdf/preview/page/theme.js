// Dark or light, settled before anything is painted. Without a choice of the reader's it is as the system is.
"use strict";

(() => {
  const KEY = "cvpdf-theme";
  const ROUND = ["auto", "light", "dark"];

  const chosen = () => {
    try {
      return ROUND.includes(localStorage.getItem(KEY)) ? localStorage.getItem(KEY) : "auto";
    } catch {
      return "auto"; // storage may be forbidden
    }
  };
  const apply = (theme) => {
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };

  window.cvpdfTheme = {
    chosen,
    next() {
      const theme = ROUND[(ROUND.indexOf(chosen()) + 1) % ROUND.length];
      try {
        localStorage.setItem(KEY, theme);
      } catch {
        // then it lasts as long as the page
      }
      apply(theme);
      return theme;
    },
  };
  apply(chosen());
})();
