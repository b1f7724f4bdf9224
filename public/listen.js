// Loaded only by pages with a recording: a large button for the browser's own player.
(() => {
  const sounds = [...document.querySelectorAll('.listen audio')];
  for (const sound of sounds) {
    const button = sound.previousElementSibling;
    const text = button.textContent;
    button.hidden = false;
    // What the browser can't play says so in its player.
    button.onclick = () => (sound.paused ? sound.play().catch(() => {}) : sound.pause());
    sound.onplay = sound.onpause = () => {
      button.textContent = sound.paused ? text : button.dataset.listen;
      button.classList.toggle('on', !sound.paused);
      // One voice at a time.
      if (!sound.paused) for (const other of sounds) if (other !== sound) other.pause();
    };
  }
})();
