// Before the first paint: the stored theme and language, if any. A file of its own, so that the page's policy allows it.
(function () {
  try {
    var theme = localStorage.getItem('zhunxing.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    if (localStorage.getItem('zhunxing.language') === 'en') document.documentElement.lang = 'en';
  } catch {
    // No storage: the system's theme, Chinese.
  }
})();
