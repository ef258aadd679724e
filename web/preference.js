// Language and theme: what the link says, else what was chosen here last time, else what the browser prefers.

const kKey = 'downhill.appearance';

const field = (hash, name) => new RegExp(`(?:^|&)${name}=(\\w*)`).exec(hash)?.[1];

export function appearance_of(hash) {
  const chosen = remembered();
  const browser = {
    language: /^zh/i.test(navigator.language) ? 'zh' : 'en',
    theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
  };
  return {
    language: (field(hash, 'lang') ?? chosen.language ?? browser.language) === 'zh' ? 'zh' : 'en',
    theme: (field(hash, 'theme') ?? chosen.theme ?? browser.theme) === 'dark' ? 'dark' : 'light',
  };
}

/// The lab that a link names; the application checks the name later.
export const lab_of = (hash) => field(hash, 'lab') || 'playground';

/// A link that does not speak of language and theme leaves them as they are.
export function complete(hash, {language, theme}) {
  const parts = hash ? [hash] : ['v=1'];
  if (field(hash, 'lang') === undefined) parts.push(`lang=${language}`);
  if (field(hash, 'theme') === undefined) parts.push(`theme=${theme}`);
  return parts.join('&');
}

// Storage may be refused (private windows, sandboxed frames); then the link alone remembers.
export function remember(appearance) {
  try {
    localStorage.setItem(kKey, JSON.stringify(appearance));
  } catch {
  }
}

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(kKey)) ?? {};
  } catch {
    return {};
  }
}
