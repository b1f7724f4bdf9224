// Loaded only by pages with a recorder, which is hidden until this finds that the browser can record.
(() => {
  if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder || !window.DataTransfer) return;
  // AAC plays on every phone; Opus not on old ones of one maker.
  const types = ['audio/mp4;codecs=mp4a.40.2', 'audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'];
  const type = types.find((one) => MediaRecorder.isTypeSupported(one));

  for (const recorder of document.querySelectorAll('[data-record]')) {
    const part = (name) => recorder.querySelector(`[data-record-${name}]`);
    const [start, stop, running, time] = [part('start'), part('stop'), part('running'), part('time')];
    const [listen, sound, refused] = [part('listen'), part('sound'), part('refused')];
    const field = recorder.closest('form').elements.namedItem(recorder.dataset.recordField);
    recorder.hidden = false;

    const recording = (on) => {
      [start.hidden, stop.hidden, running.hidden] = [on, !on, !on];
      if (on) listen.hidden = sound.hidden = refused.hidden = true;
    };

    start.onclick = async () => {
      let stream;
      try {
        stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
      } catch {
        refused.hidden = false;
        return;
      }
      const parts = [];
      const media = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 48_000 });
      let seconds = 0;
      const clock = setInterval(() => {
        seconds += 1;
        time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
        if (seconds >= recorder.dataset.record - 1) media.stop();
      }, 1000);
      media.ondataavailable = (event) => parts.push(event.data);
      media.onstop = () => {
        clearInterval(clock);
        for (const track of stream.getTracks()) track.stop();
        const blob = new Blob(parts, { type: media.mimeType });
        const files = new DataTransfer();
        files.items.add(new File([blob], 'recording', { type: blob.type }));
        field.files = files.files;
        URL.revokeObjectURL(sound.src);
        sound.src = URL.createObjectURL(blob);
        start.textContent = start.dataset.again;
        time.textContent = '0:00';
        recording(false);
        sound.hidden = listen.hidden = false;
      };
      stop.onclick = () => media.stop();
      media.start();
      recording(true);
      stop.focus();
    };
  }
})();
