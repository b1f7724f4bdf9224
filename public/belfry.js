// Everything works without this file. It only shortens the way: no words, no storage, no cookies.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // After a refused form the summary is the first thing to be read.
  document.querySelector('[data-focus]')?.focus();

  // A second click on a slow network must not send the form twice.
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.method !== 'post') return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = 'yes';
    // A form that answers with a download leaves the page where it is.
    setTimeout(() => delete form.dataset.sent, 5000);
  });
  addEventListener('pageshow', () => all('form[data-sent]').forEach((form) => delete form.dataset.sent));

  for (const button of navigator.clipboard ? all('[data-copy]') : []) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      const said = button.innerHTML;
      button.textContent = button.dataset.copied;
      setTimeout(() => (button.innerHTML = said), 3000);
    });
  }

  // Pieces of the page that keep themselves fresh while somebody looks at them.
  for (const piece of all('[data-live]')) live(piece);

  function live(piece) {
    const { live: address, every, stream } = piece.dataset;
    let source;
    let timer;
    let over = false;
    function show(html) {
      // Nobody's cursor is pulled away from under them.
      if (piece.contains(document.activeElement)) return;
      if (piece.innerHTML !== html) piece.innerHTML = html;
      const end = piece.querySelector('[data-live-end]');
      if (!end) return;
      stop();
      over = true;
      if (end.dataset.liveEnd === 'reload') location.reload();
    }
    async function ask() {
      try {
        const answer = await fetch(address, { headers: { 'x-fragment': '1' } });
        // Signed out meanwhile, or gone: what is shown stays, and asking ends.
        if (answer.redirected || (answer.status >= 400 && answer.status < 500)) over = true;
        else if (answer.status === 200) show(await answer.text());
      } catch {
        // The network is away; the next round tries again.
      }
      if (!over && !document.hidden) timer = setTimeout(ask, every * 1000);
    }
    function start() {
      if (over || document.hidden) return;
      if (stream === undefined) timer = setTimeout(ask, every * 1000);
      else {
        source = new EventSource(address);
        source.onmessage = (event) => show(event.data);
      }
    }
    function stop() {
      clearTimeout(timer);
      source?.close();
    }
    document.addEventListener('visibilitychange', () => {
      stop();
      start();
    });
    start();
  }

  // Keys, where the page brings the words for their list.
  const words = document.body.dataset;
  if (!words.shortcuts) return;
  let typed = '';
  let forget;
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.closest('input, select, textarea, dialog, [contenteditable]')) return;
    if (event.key.length !== 1) return;
    clearTimeout(forget);
    forget = setTimeout(() => (typed = ''), 1200);
    typed = `${typed} ${event.key}`.trim().slice(-3);
    const last = typed.at(-1);
    const search = document.querySelector('input[type=search]');
    const target = all('[data-shortcut]').find(({ dataset: { shortcut } }) => shortcut === typed || shortcut === last);
    if (last === '?') list();
    else if (last === '/' && search) search.focus();
    else if (target) target.click();
    else return;
    typed = '';
    event.preventDefault();
  });

  function list() {
    const make = (tag, text = '') => Object.assign(document.createElement(tag), { textContent: text });
    const dialog = make('dialog');
    const title = make('h2', words.shortcuts);
    const keys = make('dl');
    const links = all('[data-shortcut]').map((link) => [link.dataset.shortcut, link.textContent]);
    for (const [key, text] of [['/', words.shortcutsSearch], ['?', words.shortcutsHelp], ...links]) {
      const name = make('dt');
      name.append(make('kbd', key));
      keys.append(name, make('dd', text));
    }
    const close = Object.assign(make('button', words.shortcutsClose), { className: 'button second' });
    close.onclick = () => dialog.close();
    dialog.onclose = () => dialog.remove();
    title.id = 'shortcuts-title';
    dialog.setAttribute('aria-labelledby', title.id);
    dialog.append(title, keys, close);
    document.body.append(dialog);
    dialog.showModal();
  }
})();
