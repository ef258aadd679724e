// Reads files of pictures away from the page, since unpacking 50 MB holds a thread for a third of a second; what it needs
// of memory goes with it. See picture_reader.js.
import {read_set} from './idx.js';

self.onmessage = async ({data: {dataset, set}}) => {
  try {
    const parts = (await read_set(dataset, set)).map(({bytes, count}) => ({bytes, count}));
    self.postMessage({parts}, parts.map(({bytes}) => bytes));
  } catch (error) {
    self.postMessage({key: error.key, values: error.values, failed: String(error)});
  }
};
