// Loaded only by pages of the desk where a place is chosen: a click on the map, or one of its buttons, without a new page.
// Without this file, or without an answer, the form goes its own way and comes back with the point.
(() => {
  const side = 300;
  const part = (of) => of.querySelector('[data-map]');
  addEventListener('click', async (event) => {
    const button = event.target.closest('[data-map] [formaction]');
    // A keyboard presses the picture nowhere.
    if (!button || button.dataset.own || (button.type === 'image' && event.detail === 0)) return;
    event.preventDefault();
    const { form, name, type, value, formAction } = button;
    const data = new URLSearchParams(new FormData(form));
    const box = button.getBoundingClientRect();
    const at = (distance, size) => String(Math.max(0, Math.round((distance / size) * side)));
    if (type === 'image') {
      data.set(`${name}.x`, at(event.clientX - box.left, box.width));
      data.set(`${name}.y`, at(event.clientY - box.top, box.height));
    } else data.set(name, value);
    try {
      const answer = await fetch(formAction, { method: 'POST', body: data });
      if (!answer.ok || answer.redirected) throw new Error();
      const next = part(new DOMParser().parseFromString(await answer.text(), 'text/html'));
      part(form).replaceWith(next);
      next.querySelector('[type="image"]').focus({ preventScroll: true });
    } catch {
      button.dataset.own = 'yes';
      button.click();
    }
  });
})();
