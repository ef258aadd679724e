/// Runs a classic script and waits for it.
export function load_script(address) {
  return new Promise((done, failed) => {
    const element = document.createElement('script');
    Object.assign(element, { src: address, onload: done, onerror: () => failed(new Error(`${address} is missing`)) });
    document.head.append(element);
  });
}
