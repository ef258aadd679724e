// The version of core/session/protocol.hpp, for tests that speak to an engine by hand.
import { readFileSync } from 'node:fs';

const header = readFileSync(new URL('../../core/session/protocol.hpp', import.meta.url), 'utf8');
export const kProtocolVersion = Number(/kProtocolVersion = (\d+)/.exec(header)[1]);
