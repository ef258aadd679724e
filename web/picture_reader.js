// Reads a set of files in a Worker of its own, or on the page where that is refused.
import {PictureError, read_set as read_here} from './idx.js';

/// See read_set() of idx.js.
export async function read_set(dataset, set) {
  const answer = await read_elsewhere(dataset, set).catch((error) => ({failed: error}));
  if (answer.key) throw new PictureError(answer.key, answer.values);
  return answer.parts ?? read_here(dataset, set);
}

function read_elsewhere(dataset, set) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('picture_worker.js', document.baseURI), {type: 'module'});
    const end = (settle, value) => {
      worker.terminate();
      settle(value);
    };
    worker.onmessage = ({data}) => end(resolve, data);
    worker.onerror = (event) => {
      event.preventDefault?.();
      end(reject, event);
    };
    worker.postMessage({dataset, set});
  });
}
