// Everything works without this file: it only shortens the way. No words, no storage.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];

  document.querySelector('[data-focus]')?.focus();

  // A second click must not send a form twice.
  addEventListener('submit', (event) => {
    const { dataset, method } = event.target;
    if (method !== 'post') return;
    if (dataset.sent) return event.preventDefault();
    dataset.sent = 'yes';
    // A download leaves the page.
    setTimeout(() => delete dataset.sent, 5000);
  });

  for (const button of navigator.clipboard ? all('[data-copy]') : []) {
    const text = button.innerHTML;
    button.hidden = false;
    button.onclick = async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.copied;
      setTimeout(() => (button.innerHTML = text), 3000);
    };
  }

  for (const b of all('[data-print]')) [b.hidden, b.onclick] = [false, () => print()];

  // Pieces that keep themselves fresh.
  for (const piece of all('[data-live]')) {
    const { live, every, stream } = piece.dataset;
    let [over, shown, source, timer] = [false];
    const show = (html) => {
      // Nobody loses the place where they are.
      if (piece.contains(document.activeElement)) return;
      if (html !== shown) piece.innerHTML = shown = html;
      const end = piece.querySelector('[data-live-end]');
      over = Boolean(end);
      if (over) stop();
      if (end?.dataset.liveEnd) location.reload();
    };
    const ask = async () => {
      try {
        const answer = await fetch(live);
        // Signed out or gone: what is shown stays.
        over = answer.redirected || (answer.status > 399 && answer.status < 500);
        if (!over && answer.status === 200) show(await answer.text());
      } catch {
        // No network: the next round tries again.
      }
      start();
    };
    const start = () => {
      stop();
      if (over || document.hidden) return;
      if (stream === undefined) timer = setTimeout(ask, every * 1000);
      else {
        source = new EventSource(live);
        source.onmessage = (event) => show(event.data);
      }
    };
    const stop = () => {
      clearTimeout(timer);
      source?.close();
    };
    document.addEventListener('visibilitychange', start);
    start();
  }

  // Keys, where the page has words for them.
  const words = document.body.dataset;
  let [typed, forget] = [''];
  if (words.shortcuts) addEventListener('keydown', press);

  function press(event) {
    const { key, target } = event;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || key.length > 1) return;
    if (target.closest('input, select, textarea, dialog')) return;
    clearTimeout(forget);
    forget = setTimeout(() => (typed = ''), 1200);
    typed = `${typed} ${key}`.trim().slice(-3);
    const search = document.querySelector('[type=search]');
    const found = all('[data-shortcut]').find(({ dataset }) => [typed, key].includes(dataset.shortcut));
    if (key === '?') list();
    else if (key === '/' && search) search.focus();
    else if (found) found.click();
    else return;
    typed = '';
    event.preventDefault();
  }

  function list() {
    const make = (tag, text = '') => Object.assign(document.createElement(tag), { textContent: text });
    const dialog = make('dialog');
    const keys = make('dl');
    const links = all('[data-shortcut]').map((link) => [link.dataset.shortcut, link.textContent]);
    for (const [key, text] of [['/', words.shortcutsSearch], ['?', words.shortcutsHelp], ...links]) {
      const name = make('dt');
      name.append(make('kbd', key));
      keys.append(name, make('dd', text));
    }
    const close = make('button', words.shortcutsClose);
    close.className = 'button';
    close.onclick = () => dialog.remove();
    dialog.onclose = () => dialog.remove();
    dialog.ariaLabel = words.shortcuts;
    dialog.append(make('h2', words.shortcuts), keys, close);
    document.body.append(dialog);
    dialog.showModal();
  }
})();
