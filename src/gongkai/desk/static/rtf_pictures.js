// The pictures of a rich text (RTF), in order. WPS and Word put them there beside an HTML that only names files of the own machine.
const KINDS = { pngblip: "image/png", jpegblip: "image/jpeg", emfblip: "image/x-emf", wmetafile: "image/x-wmf" };

export function picturesOfRtf(rtf) {
  const found = [];
  for (const start of rtf.matchAll(/\{\\pict\b/g)) {
    // The same picture once more, for readers of the last century.
    if (/\{\\nonshppict\s*$/.test(rtf.slice(Math.max(0, start.index - 24), start.index))) continue;
    const own = ownText(rtf, start.index);
    const kind = own.match(/\\(pngblip|jpegblip|emfblip|wmetafile)/);
    const digits = own.replace(/\\[a-z]+-?\d* ?/g, "").replace(/\s+/g, "");
    found.push(kind && /^([0-9a-f]{2})+$/i.test(digits) ? new Blob([bytesOf(digits)], { type: KINDS[kind[1]] }) : null);
  }
  return found;
}

// What stands in a group itself, without the groups inside it.
function ownText(rtf, start) {
  let depth = 0;
  let text = "";
  let from = start + 1;
  for (let at = start; at < rtf.length; at += 1) {
    const character = rtf[at];
    if (character === "{") {
      if (depth === 1) text += `${rtf.slice(from, at)} `;
      depth += 1;
    } else if (character === "}") {
      depth -= 1;
      if (depth === 0) return text + rtf.slice(from, at);
      if (depth === 1) from = at + 1;
    }
  }
  return text;
}

function bytesOf(digits) {
  const bytes = new Uint8Array(digits.length >> 1);
  for (let place = 0; place < bytes.length; place += 1) bytes[place] = parseInt(digits.substr(place * 2, 2), 16);
  return bytes;
}
