/*
 * Whoever's browser asks for Chinese first gets the Chinese page, until they choose another
 * language in the menu. No other host is asked, and nothing but that choice is kept.
 */
"use strict";

(() => {
  const KEY = "hotlinelib-documentation-language";
  const chosen = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return "en";
    }
  };
  const alternate = document.querySelector('link[rel="alternate"][hreflang="zh"]');
  const asked = (navigator.languages || [navigator.language])[0] || "";
  if (alternate && document.documentElement.lang === "en" && !chosen() && /^zh/i.test(asked)) {
    location.replace(new URL(alternate.getAttribute("href"), location.href));
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[hreflang]");
    if (link) {
      try {
        localStorage.setItem(KEY, link.hreflang);
      } catch {
        /* Without storage the browser's language decides. */
      }
    }
  });
})();
