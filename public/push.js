// Loaded only by the two pages on which this browser begins to be pushed to: one person's own, and the public one for
// following. What is hidden stays so until push is found.
(() => {
  const room = document.querySelector('[data-push]');
  if (!room || !('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return;
  const part = (name) => room.querySelector(`[data-${name}]`);
  const [missing, refused, start, stop] = ['missing', 'refused', 'start', 'stop'].map(part);
  const worker = '/assets/push-worker.js';
  const { push: publicKey, marks } = room.dataset;
  const field = (form, name) => form.elements.namedItem(name);
  const base64url = (bytes) =>
    btoa(String.fromCharCode(...new Uint8Array(bytes)))
      .replace(/\+/g, '-')
      .replace(/\//g, '_')
      .replace(/=+$/, '');

  const known = async () => (await navigator.serviceWorker.getRegistration(worker))?.pushManager.getSubscription();
  // A person's page bears marks of the browsers that are on; only a browser that has the address can make its mark.
  const isOn = async ({ endpoint }) => {
    if (marks === undefined) return true;
    const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint));
    return marks.split(' ').includes(base64url(hash).slice(0, 16));
  };
  const show = async () => {
    const subscription = await known().catch(() => undefined);
    const on = Boolean(subscription) && (await isOn(subscription).catch(() => false));
    missing.hidden = true;
    start.hidden = on;
    stop.hidden = !on;
    if (on) field(stop, 'endpoint').value = subscription.endpoint;
  };
  const active = (registration) =>
    new Promise((resolve) => {
      const waiting = registration.installing ?? registration.waiting;
      if (registration.active || !waiting) return resolve(registration);
      waiting.addEventListener('statechange', () => waiting.state === 'activated' && resolve(registration));
    });
  const subscribe = async () => {
    const { pushManager } = await active(await navigator.serviceWorker.register(worker));
    const key = publicKey.replace(/-/g, '+').replace(/_/g, '/');
    const applicationServerKey = Uint8Array.from(atob(key), (sign) => sign.charCodeAt(0));
    const wish = { userVisibleOnly: true, applicationServerKey };
    return pushManager.subscribe(wish).catch(async (error) => {
      // Made for another key, before the service moved: of no use to anybody.
      const old = await pushManager.getSubscription();
      if (!old) throw error;
      await old.unsubscribe();
      return pushManager.subscribe(wish);
    });
  };

  start.addEventListener('submit', async (event) => {
    event.preventDefault();
    event.stopPropagation();
    refused.hidden = true;
    try {
      const { endpoint, keys } = (await subscribe()).toJSON();
      field(start, 'endpoint').value = endpoint;
      field(start, 'p256dh').value = keys.p256dh;
      field(start, 'auth').value = keys.auth;
      start.submit();
    } catch {
      // Not allowed, or the push service can't be reached.
      refused.hidden = false;
    }
  });
  // On a person's page it is switched off for that person only: the browser may be told of others' notices.
  if (marks === undefined) {
    stop.addEventListener('submit', async (event) => {
      event.preventDefault();
      event.stopPropagation();
      // The server forgets it even if the browser's own step fails.
      await known()
        .then((subscription) => subscription?.unsubscribe())
        .catch(() => undefined);
      stop.submit();
    });
  }
  show();
})();
