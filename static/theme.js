// Before the first paint: the stored theme and language, and whether an own portfolio will open. A file of its own, so that the page's policy allows it.
(function () {
  try {
    var theme = localStorage.getItem('zhunxing.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    // One's own portfolio opens: the sample's figures in the page must not be taken for it.
    if (localStorage.getItem('zhunxing.open')) document.documentElement.dataset.own = '';
    if (localStorage.getItem('zhunxing.language') === 'en') document.documentElement.lang = 'en';
  } catch {
    // No storage: the system's theme, Chinese.
  }
})();
