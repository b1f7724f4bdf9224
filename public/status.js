/**
 * Keeps the page on emergencies fresh while somebody looks at it. The page is whole without it. Where nobody answers live
 * (the application is down, or the files lie on another server) the file itself is asked for each minute.
 */
(() => {
  const main = document.querySelector('main');
  const told = document.getElementById('live');
  const { page } = main.dataset;
  let source;
  let timer;
  const show = (html, version) => {
    if (!version || version === main.dataset.version) return;
    const focus = main.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
    main.innerHTML = html;
    main.dataset.version = version;
    if (focus) main.querySelector('a[href="' + CSS.escape(focus) + '"]')?.focus({ preventScroll: true });
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' });
    told.textContent = told.dataset.text + ' ' + time;
  };
  const ask = async () => {
    try {
      const answer = await fetch('/status/' + page, { cache: 'no-cache' });
      const file = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
      if (answer.ok && file) show(file.innerHTML, file.dataset.version);
    } catch {
      // No network: the next round tries again.
    }
    start();
  };
  const stop = () => {
    clearTimeout(timer);
    source?.close();
  };
  const start = () => {
    stop();
    if (document.hidden) return;
    source = new EventSource('/status/live/' + page + '?version=' + main.dataset.version);
    source.onmessage = (event) => show(event.data, event.lastEventId);
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(ask, 60_000);
    };
  };
  document.addEventListener('visibilitychange', start);
  start();
})();
