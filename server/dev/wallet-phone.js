// The telephone of the simulated wallet: what a browser may add to typing what the QR code says.
const scan = document.getElementById('scan');
if (scan) {
  const said = document.getElementById('said');
  const take = (text) => {
    scan.elements.qr.value = text;
    scan.requestSubmit();
  };
  const read = (source, width, height) => {
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.drawImage(source, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    return window.jsQR(data, width, height)?.data;
  };

  const picture = document.getElementById('picture');
  picture.hidden = false;
  picture.querySelector('input').addEventListener('change', async ({ target }) => {
    const bitmap = await createImageBitmap(target.files[0]);
    const text = read(bitmap, bitmap.width, bitmap.height);
    if (text) take(text);
    else said.textContent = 'Aucun QR code n’a été trouvé sur cette image.';
  });

  const camera = document.getElementById('camera');
  if (navigator.mediaDevices?.getUserMedia) {
    camera.hidden = false;
    camera.querySelector('button').addEventListener('click', async () => {
      const video = camera.querySelector('video');
      try {
        video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      } catch {
        said.textContent = 'L’appareil photo n’est pas disponible.';
        return;
      }
      video.hidden = false;
      await video.play();
      const look = () => {
        const text = video.videoWidth > 0 ? read(video, video.videoWidth, video.videoHeight) : undefined;
        if (text) {
          for (const track of video.srcObject.getTracks()) track.stop();
          take(text);
        } else setTimeout(look, 200);
      };
      look();
    });
  }
}

// The keypad writes into the field that was used last.
const keys = document.querySelector('.keys');
if (keys) {
  keys.hidden = false;
  let field = document.getElementById('pin');
  for (const id of ['pin', 'confirmPin'])
    document.getElementById(id).addEventListener('focus', ({ target }) => {
      field = target;
    });
  keys.addEventListener('click', ({ target }) => {
    const { digit } = target.dataset;
    if (digit === undefined) return;
    if (field.id === 'pin' && field.value.length >= 4) field = document.getElementById('confirmPin');
    if (field.value.length < 4) field.value += digit;
  });
}
